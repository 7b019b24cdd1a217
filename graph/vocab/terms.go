package vocab

import "github.com/cayleygraph/quad"

// The predicates, one constant each; Terms holds what each means.
const (
	HasPart                 quad.IRI = NS + "hasPart"
	IsVersionOf             quad.IRI = NS + "isVersionOf"
	Mentions                quad.IRI = NS + "mentions"
	Title                   quad.IRI = NS + "title"
	Publisher               quad.IRI = NS + "publisher"
	CopyrightYear           quad.IRI = NS + "copyrightYear"
	Issued                  quad.IRI = NS + "issued"
	Reissued                quad.IRI = NS + "reissued"
	ReissueReason           quad.IRI = NS + "reissueReason"
	Dated                   quad.IRI = NS + "dated"
	OriginalLanguage        quad.IRI = NS + "originalLanguage"
	Distribution            quad.IRI = NS + "distribution"
	DocumentOf              quad.IRI = NS + "documentOf"
	AtSession               quad.IRI = NS + "atSession"
	UnderAgendaItem         quad.IRI = NS + "underAgendaItem"
	AnnexedTo               quad.IRI = NS + "annexedTo"
	Transmits               quad.IRI = NS + "transmits"
	SentBy                  quad.IRI = NS + "sentBy"
	AddressedTo             quad.IRI = NS + "addressedTo"
	SignedBy                quad.IRI = NS + "signedBy"
	SubmittedBy             quad.IRI = NS + "submittedBy"
	AdoptedBy               quad.IRI = NS + "adoptedBy"
	OutcomeOf               quad.IRI = NS + "outcomeOf"
	DeclaredBy              quad.IRI = NS + "declaredBy"
	CreatedBy               quad.IRI = NS + "createdBy"
	AgreedBy                quad.IRI = NS + "agreedBy"
	IncludedIn              quad.IRI = NS + "includedIn"
	AppliesTo               quad.IRI = NS + "appliesTo"
	EmbodiedIn              quad.IRI = NS + "embodiedIn"
	Cites                   quad.IRI = NS + "cites"
	Implements              quad.IRI = NS + "implements"
	HeldOn                  quad.IRI = NS + "heldOn"
	HeldIn                  quad.IRI = NS + "heldIn"
	HostedBy                quad.IRI = NS + "hostedBy"
	OrganizedBy             quad.IRI = NS + "organizedBy"
	ConductedBy             quad.IRI = NS + "conductedBy"
	InCooperationWith       quad.IRI = NS + "inCooperationWith"
	WithSupportOf           quad.IRI = NS + "withSupportOf"
	HasParticipant          quad.IRI = NS + "hasParticipant"
	RepresentedAt           quad.IRI = NS + "representedAt"
	Abbreviation            quad.IRI = NS + "abbreviation"
	OrganOf                 quad.IRI = NS + "organOf"
	MemberOf                quad.IRI = NS + "memberOf"
	PartnerOf               quad.IRI = NS + "partnerOf"
	GovernmentOf            quad.IRI = NS + "governmentOf"
	Represents              quad.IRI = NS + "represents"
	AccreditedTo            quad.IRI = NS + "accreditedTo"
	HoldsRole               quad.IRI = NS + "holdsRole"
	RoleAt                  quad.IRI = NS + "roleAt"
	ResponsibleFor          quad.IRI = NS + "responsibleFor"
	Assists                 quad.IRI = NS + "assists"
	AspiresTo               quad.IRI = NS + "aspiresTo"
	Theme                   quad.IRI = NS + "theme"
	CommitsTo               quad.IRI = NS + "commitsTo"
	Actor                   quad.IRI = NS + "actor"
	Addressee               quad.IRI = NS + "addressee"
	Beneficiary             quad.IRI = NS + "beneficiary"
	Against                 quad.IRI = NS + "against"
	Instrument              quad.IRI = NS + "instrument"
	Means                   quad.IRI = NS + "means"
	Condition               quad.IRI = NS + "condition"
	AtLevel                 quad.IRI = NS + "atLevel"
	Concerns                quad.IRI = NS + "concerns"
	Recipient               quad.IRI = NS + "recipient"
	Notes                   quad.IRI = NS + "notes"
	TakesNoteOf             quad.IRI = NS + "takesNoteOf"
	TakesIntoAccount        quad.IRI = NS + "takesIntoAccount"
	Recognizes              quad.IRI = NS + "recognizes"
	Recalls                 quad.IRI = NS + "recalls"
	Reaffirms               quad.IRI = NS + "reaffirms"
	Confirms                quad.IRI = NS + "confirms"
	Reiterates              quad.IRI = NS + "reiterates"
	Repeats                 quad.IRI = NS + "repeats"
	Stresses                quad.IRI = NS + "stresses"
	Emphasizes              quad.IRI = NS + "emphasizes"
	Considers               quad.IRI = NS + "considers"
	Deems                   quad.IRI = NS + "deems"
	Encourages              quad.IRI = NS + "encourages"
	Supports                quad.IRI = NS + "supports"
	CallsFor                quad.IRI = NS + "callsFor"
	Requests                quad.IRI = NS + "requests"
	ExpressesGratitudeTo    quad.IRI = NS + "expressesGratitudeTo"
	ExpressesAppreciationTo quad.IRI = NS + "expressesAppreciationTo"
	Class                   quad.IRI = NS + "class"
	Kind                    quad.IRI = NS + "kind"
	Number                  quad.IRI = NS + "number"
	Order                   quad.IRI = NS + "order"
	Start                   quad.IRI = NS + "start"
	End                     quad.IRI = NS + "end"
	Performative            quad.IRI = NS + "performative"
	SecondaryPerformative   quad.IRI = NS + "secondaryPerformative"
	PerformativePhrase      quad.IRI = NS + "performativePhrase"
	RefersTo                quad.IRI = NS + "refersTo"
	InParagraph             quad.IRI = NS + "inParagraph"
	Surface                 quad.IRI = NS + "surface"
	Quote                   quad.IRI = NS + "quote"
	Form                    quad.IRI = NS + "form"
	Layer                   quad.IRI = NS + "layer"
	Force                   quad.IRI = NS + "force"
	Family                  quad.IRI = NS + "family"
	Strength                quad.IRI = NS + "strength"
	Ordinal                 quad.IRI = NS + "ordinal"
	Summary                 quad.IRI = NS + "summary"
	Trigger                 quad.IRI = NS + "trigger"
	Basis                   quad.IRI = NS + "basis"
	Evidence                quad.IRI = NS + "evidence"
	Counterpart             quad.IRI = NS + "counterpart"
	ExactMatch              quad.IRI = NS + "exactMatch"
	CloseMatch              quad.IRI = NS + "closeMatch"
	StrongerThan            quad.IRI = NS + "strongerThan"
	OnlyIn                  quad.IRI = NS + "onlyIn"
	DifferenceClass         quad.IRI = NS + "differenceClass"
	AParagraph              quad.IRI = NS + "aParagraph"
	BParagraph              quad.IRI = NS + "bParagraph"
	AText                   quad.IRI = NS + "aText"
	AStart                  quad.IRI = NS + "aStart"
	AEnd                    quad.IRI = NS + "aEnd"
	BStart                  quad.IRI = NS + "bStart"
	BEnd                    quad.IRI = NS + "bEnd"
	BText                   quad.IRI = NS + "bText"
	Aspect                  quad.IRI = NS + "aspect"
	ACommitment             quad.IRI = NS + "aCommitment"
	BCommitment             quad.IRI = NS + "bCommitment"
	Note                    quad.IRI = NS + "note"
	Label                   quad.IRI = NS + "label"
	AltLabel                quad.IRI = NS + "altLabel"
	Symbol                  quad.IRI = NS + "symbol"
	Year                    quad.IRI = NS + "year"
	Body                    quad.IRI = NS + "body"
	ISO                     quad.IRI = NS + "iso"
	Begin                   quad.IRI = NS + "begin"
	Broader                 quad.IRI = NS + "broader"
	InScheme                quad.IRI = NS + "inScheme"
	ISO3166                 quad.IRI = NS + "iso3166"
	BCP47                   quad.IRI = NS + "bcp47"
	SourceText              quad.IRI = NS + "sourceText"
	SHA256                  quad.IRI = NS + "sha256"
	FileName                quad.IRI = NS + "fileName"
	MediaType               quad.IRI = NS + "mediaType"
	Encoding                quad.IRI = NS + "encoding"
	ReaderVersion           quad.IRI = NS + "readerVersion"
	CStart                  quad.IRI = NS + "cstart"
	CEnd                    quad.IRI = NS + "cend"
	Rule                    quad.IRI = NS + "rule"
	Origin                  quad.IRI = NS + "origin"
)

// Terms lists every predicate with its group, the classes it joins, the standard terms it maps to and
// its definition, in the order in which a reader would learn them. A range of "literal" is a plain literal.
var Terms = []Term{
	{HasPart, StructureGroup, "Document Commitment", "Document Paragraph Commitment", "exact dcterms:hasPart; schema:hasPart", "a container holds a document or a block of text; an undertaking has a named component"},
	{IsVersionOf, StructureGroup, "Document", "Document", "exact dcterms:isVersionOf; inverse of frbr:realization", "a text (expression) realizes the work"},
	{Mentions, StructureGroup, "Paragraph", "*", "exact schema:mentions; allot:mentions (Akoma Ntoso top ontology)", "derived: some mention of the entity or theme lies in the block"},
	{Title, DocumentGroup, "Document Event AgendaItem", "literal", "exact dcterms:title; schema:name", "title as printed"},
	{Publisher, DocumentGroup, "Document", "Organ Organization", "exact dcterms:publisher", "who publishes the container"},
	{CopyrightYear, DocumentGroup, "Document", "literal", "exact schema:copyrightYear", "year of the copyright line"},
	{Issued, DocumentGroup, "Document", "Date", "exact dcterms:issued; schema:datePublished", "date of issue"},
	{Reissued, DocumentGroup, "Document", "Date", "broad dcterms:modified", "date of reissue"},
	{ReissueReason, DocumentGroup, "Document", "literal", "none", "stated reason of the reissue"},
	{Dated, DocumentGroup, "Document", "Date", "close dcterms:created; eli:date_document", "date the document bears"},
	{OriginalLanguage, DocumentGroup, "Document", "Language", "narrow dcterms:language", "language of the original"},
	{Distribution, DocumentGroup, "Document", "literal", "broad dcterms:accessRights", "UN distribution category"},
	{DocumentOf, DocumentGroup, "Document", "Organ", "none (broad dcterms:publisher)", "organ in whose document series the text appears"},
	{AtSession, DocumentGroup, "Document", "Event", "none", "session under which the document is issued"},
	{UnderAgendaItem, DocumentGroup, "Document Commitment", "AgendaItem", "none", "agenda item under which it is issued or asked to be circulated"},
	{AnnexedTo, DocumentGroup, "Document", "Document", "narrow dcterms:isPartOf", "annex of a covering document"},
	{Transmits, DocumentGroup, "Document", "Document", "close schema:hasPart", "covering document that submits another"},
	{SentBy, DocumentGroup, "Document", "Role Person Organ", "exact schema:sender", "sender"},
	{AddressedTo, DocumentGroup, "Document", "Role Person Organ", "exact schema:recipient; undo:hasReceiver", "addressee of a letter"},
	{SignedBy, DocumentGroup, "Document", "Person ActorGroup Role", "narrow prov:wasAttributedTo", "who signed"},
	{SubmittedBy, DocumentGroup, "Document", "Person Organ State", "close undo:hasProponent", "who submitted the text to a body"},
	{AdoptedBy, DocumentGroup, "Document DocumentGroup Resolution", "Event Organ Organization", "exact eli:passed_by; schema:legislationPassedBy", "body or meeting that adopted the text"},
	{OutcomeOf, DocumentGroup, "Document DocumentGroup", "Event", "narrow prov:wasGeneratedBy", "text that came out of an event"},
	{DeclaredBy, DocumentGroup, "Document", "StateGroup Organ", "close dcterms:creator; prov:wasAttributedTo", "the \"we\" of a declaration, the organ of a resolution"},
	{CreatedBy, DocumentGroup, "Document DocumentGroup", "Organization Organ Role Person", "exact dcterms:creator", "author of an instrument"},
	{AgreedBy, DocumentGroup, "DocumentGroup", "StateGroup", "none", "who agreed to it"},
	{IncludedIn, DocumentGroup, "*", "*", "exact inverse of skos:member / dcterms:isPartOf", "\"including\", \"such as\": member of a collective named in the text"},
	{AppliesTo, DocumentGroup, "Document", "Place", "exact dcterms:spatial", "region an instrument covers"},
	{EmbodiedIn, DocumentGroup, "Norm", "Document", "none", "a norm is laid down in a document"},
	{Cites, CitationGroup, "Paragraph", "Document DocumentGroup Resolution", "exact cito:cites; eli:cites; dcterms:references", "the block refers to an existing document, singly or collectively"},
	{Implements, CitationGroup, "Commitment Document", "Document DocumentGroup Resolution Norm", "close dcterms:conformsTo", "carries out the instrument"},
	{HeldOn, EventGroup, "Event", "Date", "exact time:hasTime (interval); schema:startDate + schema:endDate", "when"},
	{HeldIn, EventGroup, "Event", "Place", "exact schema:location", "where"},
	{HostedBy, EventGroup, "Event", "Government State Organization", "narrow schema:organizer", "said to host"},
	{OrganizedBy, EventGroup, "Event", "Government State Organization", "exact schema:organizer", "said to organize"},
	{ConductedBy, EventGroup, "Event", "Organ Organization", "close schema:organizer; prov:wasAssociatedWith", "carries out (visits)"},
	{InCooperationWith, EventGroup, "Event Commitment", "Organization ActorGroup", "close schema:contributor; prov:wasAssociatedWith", "co-operation partner"},
	{WithSupportOf, EventGroup, "Event", "State Organization", "close schema:sponsor; schema:funder", "said to support"},
	{HasParticipant, EventGroup, "Event", "Role ActorGroup OrganizationGroup State", "exact schema:attendee", "took part"},
	{RepresentedAt, EventGroup, "StateGroup", "Event", "close inverse of schema:attendee", "States represented at"},
	{Abbreviation, OrganizationGroup, "Organization", "literal", "narrow skos:altLabel; schema:alternateName", "acronym introduced by the text \"X (ABC)\""},
	{OrganOf, OrganizationGroup, "Organ", "Organization", "exact org:unitOf; org:subOrganizationOf", "organ of an organization, as named in the text"},
	{MemberOf, OrganizationGroup, "StateGroup", "Organization", "exact org:memberOf", "members"},
	{PartnerOf, OrganizationGroup, "StateGroup", "Organization", "close org:linkedTo", "partners"},
	{GovernmentOf, OrganizationGroup, "Government", "State", "none", "government of a State"},
	{Represents, OrganizationGroup, "Organ", "State", "none", "mission of a State"},
	{AccreditedTo, OrganizationGroup, "Organ OrganizationGroup", "Organization State", "none", "mission accredited to"},
	{HoldsRole, OrganizationGroup, "Person", "Role", "exact org:holds", "holder of a post"},
	{RoleAt, OrganizationGroup, "Role", "Organ Organization", "exact org:postIn", "post of a body"},
	{ResponsibleFor, OrganizationGroup, "StateGroup ActorGroup", "Document", "none", "stated primary responsibility for an instrument"},
	{Assists, OrganizationGroup, "Organization", "StateGroup", "none", "stated assistance"},
	{AspiresTo, OrganizationGroup, "StateGroup", "Theme", "none", "stated aspiration"},
	{Theme, ContentGroup, "Event Commitment AgendaItem DocumentGroup Norm", "Theme", "exact dcterms:subject; schema:about", "what it is about"},
	{CommitsTo, CommitmentGroup, "Document", "Commitment", "close odrl:obligation", "the declaration version contains the undertaking, whatever its force"},
	{Actor, CommitmentGroup, "Commitment", "*", "close odrl:assignee", "who is to act"},
	{Addressee, CommitmentGroup, "Commitment", "*", "close odrl:assignee; schema:recipient", "whom the text calls on, encourages or asks"},
	{Beneficiary, CommitmentGroup, "Commitment", "ActorGroup", "none", "in whose favour"},
	{Against, CommitmentGroup, "Commitment", "ActorGroup", "none", "adverse target"},
	{Instrument, CommitmentGroup, "Commitment", "Document Organization", "exact schema:instrument", "document or mechanism by which"},
	{Means, CommitmentGroup, "Commitment", "Theme", "close schema:instrument", "activity by which (\"through ...\")"},
	{Condition, CommitmentGroup, "Commitment", "Norm Theme", "close odrl:constraint", "safeguard or condition"},
	{AtLevel, CommitmentGroup, "Commitment", "Level", "none", "national, regional, international"},
	{Concerns, CommitmentGroup, "Commitment", "Document", "close schema:object", "document a request is about"},
	{Recipient, CommitmentGroup, "Commitment", "Organ StateGroup", "exact schema:recipient", "to whom the thing requested is to go"},
	{Notes, PerformativeGroup, "Paragraph", "*", "none", "acknowledgement"},
	{TakesNoteOf, PerformativeGroup, "Paragraph", "*", "none (broad cito:cites)", "acknowledgement"},
	{TakesIntoAccount, PerformativeGroup, "Paragraph", "*", "none", "acknowledgement"},
	{Recognizes, PerformativeGroup, "Paragraph", "*", "none", "acknowledgement"},
	{Recalls, PerformativeGroup, "Paragraph", "*", "none (broad cito:cites)", "acknowledgement"},
	{Reaffirms, PerformativeGroup, "Paragraph", "*", "close cito:agreesWith", "affirmation"},
	{Confirms, PerformativeGroup, "Paragraph", "*", "close cito:confirms", "affirmation"},
	{Reiterates, PerformativeGroup, "Paragraph", "*", "none", "affirmation"},
	{Repeats, PerformativeGroup, "Paragraph", "*", "none", "affirmation"},
	{Stresses, PerformativeGroup, "Paragraph", "*", "none", "emphasis"},
	{Emphasizes, PerformativeGroup, "Paragraph", "*", "none", "emphasis"},
	{Considers, PerformativeGroup, "Paragraph", "*", "none", "appraisal"},
	{Deems, PerformativeGroup, "Paragraph", "*", "none", "appraisal"},
	{Encourages, PerformativeGroup, "Paragraph", "*", "none", "exhortation"},
	{Supports, PerformativeGroup, "Paragraph", "*", "none", "exhortation"},
	{CallsFor, PerformativeGroup, "Paragraph", "*", "none", "exhortation"},
	{Requests, PerformativeGroup, "Paragraph", "*", "none", "exhortation"},
	{ExpressesGratitudeTo, PerformativeGroup, "Paragraph", "*", "none", "thanks"},
	{ExpressesAppreciationTo, PerformativeGroup, "Paragraph", "*", "none", "thanks"},
	{Class, AttributeGroup, "Paragraph", "literal", "none (Akoma Ntoso: recital for preambular, paragraph for operative)", "front-matter, letter, title, introductory, chapeau, preambular, operative, boilerplate"},
	{Kind, AttributeGroup, "Paragraph", "literal", "none", "finer kind of the block"},
	{Number, AttributeGroup, "Paragraph Resolution", "literal", "close eli:number; schema:position", "number of the paragraph within its class; number of the resolution"},
	{Order, AttributeGroup, "Paragraph", "literal", "schema:position", "position in the source"},
	{Start, AttributeGroup, "*", "literal", "oa:start on oa:DataPositionSelector", "first UTF-8 byte"},
	{End, AttributeGroup, "*", "literal", "oa:end on oa:DataPositionSelector", "byte after the last"},
	{Performative, AttributeGroup, "Paragraph Commitment", "literal", "none", "lemma of the leading verb; lemma of the verb an undertaking stands under"},
	{SecondaryPerformative, AttributeGroup, "Paragraph", "literal", "none", "lemma of a further performative in the block"},
	{PerformativePhrase, AttributeGroup, "Paragraph", "literal", "none", "verb with its fixed complement as written"},
	{RefersTo, AttributeGroup, "Mention", "*", "exact oa:hasBody (identifying)", "entity a mention refers to"},
	{InParagraph, AttributeGroup, "*", "Paragraph", "close oa:hasSource", "block that holds the span"},
	{Surface, AttributeGroup, "Mention", "literal", "exact oa:exact", "bytes as written"},
	{Quote, AttributeGroup, "*", "literal", "exact oa:exact", "evidence as written"},
	{Form, AttributeGroup, "Mention", "literal", "none", "name, acronym, description, coreferent, value, theme"},
	{Layer, AttributeGroup, "Mention", "literal", "none", "entity or theme"},
	{Force, AttributeGroup, "Commitment", "literal", "none", "commitment, willingness, need, importance, support, encouragement, call, recognition, request"},
	{Family, AttributeGroup, "Commitment", "literal", "none", "family of the performative: acknowledgement, affirmation, emphasis, appraisal, exhortation, demand, decision, undertaking"},
	{Strength, AttributeGroup, "Commitment", "literal", "none", "strength of the performative within its family, 1 the weakest to 5 the strongest"},
	{Ordinal, AttributeGroup, "Commitment", "literal", "none", "ordinal within the paragraph"},
	{Summary, AttributeGroup, "Commitment", "literal", "none", "short gloss"},
	{Trigger, AttributeGroup, "Commitment", "literal", "none", "verb or noun heading the undertaking"},
	{Basis, AttributeGroup, "Statement", "literal", "none", "explicit, coreference, structural, default-agent"},
	{Evidence, AttributeGroup, "Statement", "*", "close oa:hasTarget; prov:wasQuotedFrom", "one supporting span"},
	{Counterpart, AlignmentGroup, "Paragraph", "Paragraph", "none", "same place in the other version"},
	{ExactMatch, AlignmentGroup, "Commitment", "Commitment", "exact skos:exactMatch", "same undertaking"},
	{CloseMatch, AlignmentGroup, "Commitment", "Commitment", "exact skos:closeMatch", "same undertaking with a difference of substance"},
	{StrongerThan, AlignmentGroup, "Commitment", "Commitment", "none", "same undertaking, worded more strongly: of two versions the other is the weakened one"},
	{OnlyIn, AlignmentGroup, "*", "literal", "none", "no counterpart in the other version"},
	{DifferenceClass, AlignmentGroup, "Difference", "literal", "none", "editorial, translation, substantive"},
	{AParagraph, AlignmentGroup, "Difference", "Paragraph", "none", "side of the first version"},
	{BParagraph, AlignmentGroup, "Difference", "Paragraph", "none", "side of the second version"},
	{AText, AlignmentGroup, "Difference", "literal", "none", "wording of the first version"},
	{BText, AlignmentGroup, "Difference", "literal", "none", "wording of the second version"},
	{Aspect, AlignmentGroup, "*", "literal", "none", "act, actor, condition, cooperation, force, level, recipient, theme"},
	{ACommitment, AlignmentGroup, "*", "Commitment", "none", "side of the first version"},
	{BCommitment, AlignmentGroup, "*", "Commitment", "none", "side of the second version"},
	{AStart, AlignmentGroup, "Difference", "literal", "none", "first byte in the text of the first version"},
	{AEnd, AlignmentGroup, "Difference", "literal", "none", "byte after the last in the text of the first version"},
	{BStart, AlignmentGroup, "Difference", "literal", "none", "first byte in the text of the second version"},
	{BEnd, AlignmentGroup, "Difference", "literal", "none", "byte after the last in the text of the second version"},
	{Note, AlignmentGroup, "*", "literal", "skos:note", "remark"},
	{Label, RegistryGroup, "*", "literal", "exact skos:prefLabel; rdfs:label", "preferred label"},
	{AltLabel, RegistryGroup, "*", "literal", "exact skos:altLabel", "other labels"},
	{Symbol, RegistryGroup, "Resolution", "literal", "close schema:legislationIdentifier; dcterms:identifier", "UN document symbol"},
	{Year, RegistryGroup, "Resolution", "literal", "none", "year in parentheses"},
	{Body, RegistryGroup, "Resolution", "Organ", "eli:passed_by", "organ in the symbol"},
	{ISO, RegistryGroup, "Date", "literal", "close time:inXSDDate", "ISO 8601 date or interval"},
	{Begin, RegistryGroup, "Date", "literal", "close time:hasBeginning", "first day"},
	{Broader, RegistryGroup, "Theme", "Theme", "exact skos:broader", "broader theme"},
	{InScheme, RegistryGroup, "Theme", "ConceptScheme", "exact skos:inScheme", "scheme that the theme is a concept of"},
	{ISO3166, RegistryGroup, "State", "literal", "skos:notation", "country code"},
	{BCP47, RegistryGroup, "Language", "literal", "skos:notation", "language tag"},
	{SourceText, AttributeGroup, "Document", "literal", "none", "decoded text of a version, the text every offset counts in"},
	{SHA256, AttributeGroup, "Document", "literal", "close spdx:checksumValue", "SHA-256 of the source bytes, in lower-case hexadecimal"},
	{FileName, AttributeGroup, "Document", "literal", "close schema:name", "base name of the file a version was read from"},
	{MediaType, AttributeGroup, "Document", "literal", "exact dcterms:format", "media type a version was read as"},
	{Encoding, AttributeGroup, "Document", "literal", "none", "character encoding of the source bytes where it is not UTF-8"},
	{ReaderVersion, AttributeGroup, "Document", "literal", "close prov:wasGeneratedBy", "hash of the rules and the lexicon a version was read with"},
	{CStart, AttributeGroup, "*", "literal", "exact oa:start on oa:TextPositionSelector", "first Unicode code point"},
	{CEnd, AttributeGroup, "*", "literal", "exact oa:end on oa:TextPositionSelector", "code point after the last"},
	{Rule, AttributeGroup, "Statement", "literal", "close prov:wasGeneratedBy", "rule of the reader that claimed the statement"},
	{Origin, RegistryGroup, "*", "literal", "close dcterms:source", "where a row of the lexicon comes from"},
}
