package badgerstore

// The on-disk format, version 1.
//
// # The folder
//
//	concord.db/
//	  CURRENT       the state that holds: text, replaced by write, fsync, rename, fsync of the folder
//	  LOCK          locked by the process that updates, whose pid and host it names
//	  gen-00000007/ a generation: one Badger, written once by StreamWriter, closed, sealed, then only read
//	    SEAL        length and CRC32C of each of Badger's files
//	    READERS     share-locked by each process that reads the generation; not sealed
//
// An Update writes the next generation beside the last and makes it hold by replacing CURRENT. Until then
// nothing that holds was touched; what a killed process leaves behind is removed by the next Update. A state
// without quads has no generation folder.
//
// CURRENT, one field a line, each line ended by \n, in this order:
//
//	concord store 1        the on-disk version
//	generation 7
//	terms 5
//	quads 2
//	seal 9f86d0…           SHA-256 of SEAL, or - when there are no quads
//	crc32c 1c291ca3        of all bytes before this line
//
// SEAL, sorted by name:
//
//	file 000001.sst 1234 0a1b2c3d     name, bytes, CRC32C
//
// CRC32C is the Castagnoli polynomial, printed as 8 hexadecimal digits. Everything CURRENT and SEAL tell is
// checked before Badger is asked, because Badger answers wrongly or crashes on damaged files.
//
// # Terms and ids
//
// A term is stored as its canonical N-Quads form (graph.AppendTerm), so no byte below 0x20 occurs in it. The
// terms of a generation are numbered from 2 in the byte order of that form; 1 is the default graph. Hence a
// scan in SPOG order is in the order of canonical N-Quads. Terms that no quad uses are not kept.
//
// # Keys and values
//
// All integers in keys are 8 bytes big-endian; integers in values are varints (encoding/binary Uvarint).
// Every entry has Badger version 1.
//
//	order(1) a(8) b(8) c(8) d(8)   ->  quads: a block of at most 128 quads in one order; order is 1 SPOG,
//	                                   2 POSG, 3 OSPG, 4 GSPO, 5 GPOS, 6 GOSP; a b c d are the ids of its LAST
//	                                   quad in that order, so that one forward seek finds the block of a quad
//	'D' block(8)                   ->  terms: ids 2+64*block to 2+64*block+63
//	'L' id(8) part(8)              ->  what follows the head of a long term, in parts of 64 KiB
//	'T' prefix 0x00 block(8)       ->  empty; prefix is the first 64 bytes of the LAST term of the block
//
// A block of quads:
//
//	rank   how many quads precede the block in its order: counts of ranges are differences of ranks
//	count  quads in the block
//	first  the four ids of the first quad
//	then for each further quad: delta<<2 | position, the first position that differs from the quad before
//	and by how much it is greater; then the ids after that position
//
// A block of terms, for each term:
//
//	shared  bytes in common with the head of the term before in the block
//	size<<1 | long
//	size further bytes of the head
//
// The head of a term is its first 1024 bytes; long is 1 when there is more, which is then under 'L'.
//
// # Example
//
// The quads <a> <p> "x" <g> and <a> <p> "y" have the terms "x"=2 "y"=3 <a>=4 <g>=5 <p>=6 and the entries
//
//	01 0…04 0…06 0…03 0…01  ->  00 02  04 06 02 05  06 01       SPOG: first 4 6 2 5; position 2 grows by 1, then 1
//	02 0…06 0…03 0…04 0…01  ->  00 02  06 02 04 05  05 04 01    POSG: first 6 2 4 5; position 1 grows by 1, then 4 1
//	…
//	44 0…00                 ->  00 06 22 78 22   01 04 79 22   00 06 3c 61 3e   01 04 67 3e   01 04 70 3e
//	54 3c 70 3e 00 0…00     ->  (empty)
//
// # Versions
//
// The number in the first line of CURRENT grows with each change that an older program would misread; a
// program refuses a number it does not know with graph.ErrVersion. The first line and the last line of CURRENT keep their
// form in all versions. Version 1 is the first.

const (
	formatVersion = 2

	blockQuads = 512  // 512 quads decode in a few microseconds, and a block stays below a page
	blockTerms = 64   // front coding gains little beyond, and a lookup decodes one block
	headBytes  = 1024 // bounds a block of terms to 64 KiB and little more
	partBytes  = 64 << 10
	prefixSize = 64

	termBlockKey  = 'D'
	longTermKey   = 'L'
	termPrefixKey = 'T'
	separatorKey  = 'T'
	graphsKey     = 'G'

	blockGraphs  = 64
	maxSeparator = 1000 // bytes of a separator; terms that are alike for longer are looked for

	// firstID is the id of a generation's first term.
	firstID = 2
)
