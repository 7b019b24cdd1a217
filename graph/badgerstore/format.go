package badgerstore

// The on-disk format, version 2.
//
// # The folder
//
//	concord.db/
//	  CURRENT       the state that holds: text, replaced by write, fsync, rename, fsync of the folder
//	  LOCK          locked by the process that updates, whose pid and host it names
//	  gen-00000007/ a generation: one Badger, written once by StreamWriter, closed, sealed, then only read
//	    SEAL        length and CRC32C of each of Badger's files
//	    READERS     share-locked by each process that reads the generation or its log; not sealed
//	  log-00000007  the commits since the generation was written; absent without any
//	  spill-…       sorted parts of an update that is being written; removed by the next writer
//
// A state is a generation and a number of bytes of its log. An Update appends a record to the log, or writes the next
// generation beside the last, and makes the new state hold by replacing CURRENT. Until then nothing that holds was
// touched; what a killed process leaves behind, also in the log behind what holds, is overwritten or removed by the next
// writer. A generation without quads has no folder and no log.
//
// CURRENT, one field a line, each line ended by \n, in this order:
//
//	concord store 2        the on-disk version
//	generation 7
//	terms 5                of the generation, without inlined ones
//	quads 2                of the generation
//	seal 9f86d0…           SHA-256 of SEAL, or - when the generation has no quads
//	log 321                how many bytes of the log hold
//	chain 60303a…          SHA-256 of the last record in them, or - when there is none
//	state 2                quads of the state
//	digest 1d5c…           of the quads of the state, 32 hexadecimal digits
//	crc32c 1c291ca3        of all bytes before this line
//
// SEAL, sorted by name:
//
//	file 000001.sst 1234 0a1b2c3d     name, bytes, CRC32C
//
// CRC32C is the Castagnoli polynomial, printed as 8 hexadecimal digits. Everything CURRENT, SEAL and the log tell is
// checked before Badger is asked, because Badger answers wrongly or crashes on damaged files.
//
// A digest is the sum modulo 2^128 of a number for each quad, mixed from the XXH64 hashes of the canonical forms of its
// terms (digest.go), so that it does not depend on the order and can be changed by what is added and removed.
//
// # Terms and ids
//
// A term is stored as its canonical N-Quads form (graph.AppendTerm), so no byte below 0x20 occurs in it. An id has 64
// bits, the kind in the two highest: 0 the default graph, which is 1, and inlined literals; 1 other literals; 2 IRIs; 3
// blank nodes.
//
//	inlined   type in the next four bits, then the value plus 2^57: 1 integers below 2^57, 2 booleans, 3 dates as days
//	          since 0001-01-01, 4 years; only where the value gives back the very form
//	others    rank+1, shifted left so far that the largest fits below the kind; the rank counts the generation's terms
//	          that are not inlined in the byte order of their forms
//
// Hence the ids of IRIs and blank nodes ascend as their forms do. Between the ids of two neighbours lie those of terms
// that commits bring between them: odd numbers, which the log tells. Terms that no quad uses are not kept in a
// generation. In values of a generation an id is its code: rank+1 above two bits of kind, or the zigzag of the value
// above three bits of type and two of kind.
//
// # Keys and values of a generation
//
// All integers in keys are 8 bytes big-endian; integers in values are varints (encoding/binary Uvarint) where nothing
// else is said. Every entry has Badger version 1. Each value ends with its CRC32C, little-endian, but those under 'L' and
// 'T', which the seal alone covers.
//
//	order(1) a(8) b(8) c(8) d(8)   ->  quads: a block of at most 512 quads in one order; order is 1 SPOG, 2 POSG,
//	                                   3 OSPG, 4 GSPO, 5 GPOS, 6 GOSP; a b c d are the ids of its LAST quad in that
//	                                   order, so that one forward seek finds the block of a quad
//	'D' block(8)                   ->  terms: ranks 64*block to 64*block+63
//	'G' id(8)                      ->  graphs: at most 64 of them, of which id is the last; of each its code, its number
//	                                   of quads and its digest (16 bytes)
//	'L' rank(8) part(8)            ->  what follows the head of a long term, in parts of 64 KiB: a byte, 1 when the rest is
//	                                   an S2 block, and the rest
//	'T' separator                  ->  a block of terms, all of whose forms are less than the separator while the next
//	                                   block's are not; not for forms that are alike for more than 1000 bytes
//
// The layout of a block of quads is at the head of columns.go, that of a block of terms at the head of termblock.go. The
// head of a term is its first 1024 bytes.
//
// # The log
//
// Records one behind the other; a record that does not follow from the one before is damage. All numbers of fixed width
// are little-endian.
//
//	length(4) crc32c(4) before(32) payload     length of the payload; CRC32C of what follows it; SHA-256 of the record
//	                                           before, zeros for the first
//
// A payload has, in varints:
//
//	added removed          quads that were not there before and are now, and the contrary
//	state digest(16)       of the state that the commit makes, the digest big-endian
//	n, then n ids          all that its quads have, each less the one before: from here a place in this list is a term
//	n, then n terms        those that the state before has not: place, bytes in common with the form before, bytes that
//	                       follow, these
//	n, then n graphs       place, quads added less removed (zigzag), digest of those added less that of those removed
//	six runs               SPOG to GOSP: length, then blocks of quads, each behind its length, whose columns are places;
//	                       in the last position place<<1, plus 1 for a quad that is removed
//
// # Example
//
// A store into which <a> <p> "x" <g> and <a> <p> "y" were written has a generation with the terms "x", "y", <a>, <g> and
// <p>, of ranks 0 to 4, whose ids are the kind above rank+1 shifted by 59, and among others the entries
//
//	01 98 0… a8 0… 50 0… 0… 01  ->  00 0e 00 16 11 05 01 02 09 12 05 e0 02 00 00 00 00 00 00 01 00 ff 68 0e 6f 62
//
//	02 a8 0… 50 0… 98 0… 0… 01  ->  00 16 11 05 01 02 00 0e 09 12 05 e0 02 00 00 00 00 00 00 01 00 ff 51 d4 cb dc
//
//	44 0… 00  ->  04 00 01 01 22 01 3e 01 00 01 1a 01 01 01 05 01 00 01 1c 22 78 79 3c 61 67 70 06 f9 22 f5
//
//	47 a0 0…  ->  40 01 26 2b 7a 08 79 5e b4 cb 5a 08 db ec 28 41 2c e4 12 01 3d a2 99 8d 68 0e bf e4 1d 48 65 d1 02 d5 98 e3 ff 7c 1a 64
//
// The first is the block of SPOG: its subject is always 0e, rank+1 = 3 above kind 2; its predicate 16; its objects are 5
// and 1<<2 more, packed at one bit; its graphs 12 and 23<<1 more; no quads come before it, there are 1 more than one,
// and no selector. The last is that of the graphs: the default graph, whose code is 40, and <g>.
//
// After <a> <p> "y" was removed and <a> <q> "7"^^<http://www.w3.org/2001/XMLSchema#integer> written the log begins
//
//	+0    06 01 00 00   length
//	+4    81 58 fc 86   crc32c
//	+8    00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00   before
//	+40   01 01   one quad added, one removed
//	+42   02   quads now
//	+43   21 65 b7 06 e4 e5 b1 1d 21 f1 e5 46 94 c2 65 ab   their digest
//	+59   06   six ids:
//	+60   01   the default graph
//	+61   86 80 80 80 80 80 80 80 06   7, type 1 and 7 plus 2^57
//	+70   f9 ff ff ff ff ff ff ff 49   "y"
//	+79   80 80 80 80 80 80 80 80 48   <a>
//	+88   80 80 80 80 80 80 80 80 10   <p>
//	+97   81 80 80 80 80 80 80 80 04   <q>, half way to where rank 5 would be
//	+106  01 05 00 03 3c 71 3e   one new term: place 5, <q>
//	+113  01 00 00 bd 97 a3 71 03 78 3c 6d aa a0 a3 89 69 ab 9f e4   one graph: place 0, as many quads, digest
//	+132  1c 1b 00 03 01 04 01 02 01 01 01 01 01 00 01 01 00 00 00 00 00 00 01 00 ff 59 6d 79 2e   the run of SPOG
//
// # Versions
//
// The number in the first line of CURRENT grows with each change that an older program would misread; a program refuses
// a number it does not know with graph.ErrVersion. The first line and the last line of CURRENT keep their form in all
// versions. Version 1 had a generation for each commit, and ids without gaps; it is not read any more.

const (
	formatVersion = 2

	blockQuads = 512  // 512 quads decode in a few microseconds, and a block stays below a page
	blockTerms = 64   // front coding gains little beyond, and a lookup decodes one block
	headBytes  = 1024 // bounds a block of terms to 64 KiB and little more
	partBytes  = 64 << 10

	termBlockKey = 'D'
	longTermKey  = 'L'
	separatorKey = 'T'
	graphsKey    = 'G'

	blockGraphs  = 64
	maxSeparator = 1000 // bytes of a separator; terms that are alike for longer are looked for
)
