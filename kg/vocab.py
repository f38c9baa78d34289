"""Every IRI the code names, as closed namespaces: a misspelt term fails when it is written.

Event classes, roles and relation types are deliberately not here. They are data in `ontology/`, and Python meets them
only through `kg.knowledge`; what stands here is the structure that every graph shares.
"""

from __future__ import annotations

from pyoxigraph import NamedNode


class Namespace:
    """A base IRI and the local names that may be used with it.

    >>> Namespace("http://example.org/", "Event").Event
    <NamedNode value=http://example.org/Event>
    """

    def __init__(self, base: str, names: str) -> None:
        self.base = base
        self.names = tuple(names.split())
        self._terms = {name: NamedNode(base + name) for name in self.names}

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self._terms[name]
        except KeyError:
            raise AttributeError(f"{self.base} has no term {name!r} declared in kg.vocab") from None


ROOT = "https://w3id.org/conflict-kg/"
ONTOLOGY = NamedNode(ROOT + "ontology")
DATA = ROOT + "id/"

KG = Namespace(
    ROOT + "ontology#",
    """
    Event Actor Party Place Country Person Facility Thing Article Claim Link ExtractionRun Software Status
    mention refersTo country countryCode place eventType status onOrAfter onOrBefore firstDay lastDay edtf dateText
    killedMin killedMax injuredMin injuredMax score frame demonym capitalOf locatedIn
    textSha256 characters links candidate isChosen method
    kgVersion ontologyDigest modelDigest
    isRole isRelation jsonName
    fillsRole takes marker among word optional nameOnly inOffice underArms seatOfState excepts appliesTo
    whenAttempted whenPublicFigure mayTellOf compoundModifier demonymModifier clauseActor itself nextNumber
    clauseSubject clauseHead clauseObject announcer
    prior givesStatus namesType usedIn
    Situation Governance Post Backing Membership Affiliation Control Designation
    governor governed holder postIn postTitle backer backed backingKind ofBackingKind member memberIn affiliate affiliatedTo
    controller controlled designator designated designatedAs startedBy endedBy governmentOf
    Inference Rule rule contradicts supersedes denies accounts sources killedBest injuredBest
    initiator ledBy deposedLeader displaced broughtToPower outcome reversedBy latitude longitude
    isWorldRegion
    """,
)
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Statement subject predicate object value")
RDFS = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#", "label comment subClassOf subPropertyOf domain range isDefinedBy seeAlso"
)
OWL = Namespace(
    "http://www.w3.org/2002/07/owl#",
    "Ontology Class ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual versionIRI versionInfo priorVersion",
)
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "string integer decimal boolean date dateTime anyURI")
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#", "prefLabel altLabel definition example exactMatch closeMatch note"
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "Activity Entity Agent SoftwareAgent used wasGeneratedBy wasDerivedFrom wasAttributedTo wasAssociatedWith",
)
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector start end exact prefix suffix",
)
SCHEMA = Namespace(
    "https://schema.org/", "NewsArticle name headline datePublished inLanguage license url publisher isBasedOn"
)
DCTERMS = Namespace("http://purl.org/dc/terms/", "source license title created description creator")
ONTOLEX = Namespace(
    "http://www.w3.org/ns/lemon/ontolex#",
    "LexicalEntry Word MultiwordExpression canonicalForm otherForm writtenRep denotes Form",
)
SYNSEM = Namespace("http://www.w3.org/ns/lemon/synsem#", "SyntacticFrame synBehavior marker optional")
LEXINFO = Namespace(
    "http://www.lexinfo.net/ontology/3.0/lexinfo#",
    "partOfSpeech noun verb adjective adverb preposition properNoun subject directObject indirectObject "
    "prepositionalAdjunct possessiveAdjunct",
)

PREFIXES: dict[str, str] = {
    "dcterms": DCTERMS.base,
    "kg": KG.base,
    "lex": ROOT + "lexicon/en#",
    "lexinfo": LEXINFO.base,
    "oa": OA.base,
    "ontolex": ONTOLEX.base,
    "owl": OWL.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "schema": SCHEMA.base,
    "skos": SKOS.base,
    "synsem": SYNSEM.base,
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD.base,
}
"""The prefixes that exports, the console and the saved queries share, by prefix."""

REFERENCE_GRAPH = NamedNode(ROOT + "graph/reference")
ONTOLOGY_GRAPH = NamedNode(ROOT + "graph/ontology")
FACTS_GRAPH = NamedNode(ROOT + "graph/facts")
INFERRED_GRAPH = NamedNode(ROOT + "graph/inferred")
ENTAILED_GRAPH = NamedNode(ROOT + "graph/entailed")
