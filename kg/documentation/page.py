"""The model as one page of HTML without scripts: for the screen, a telephone and paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from kg.documentation import drawing
from kg.documentation.alignments import Alignments, Concept, Match, Scheme
from kg.documentation.readings import Mark
from kg.documentation.terms import Model, Section, Term
from kg.documentation.words import ENDS, Part, Pattern, Words
from kg.vocab import KG, ONTOLOGY, PREFIXES

LANGUAGES: Mapping[str, str] = {"en": "English", "fr": "French"}


@dataclass(frozen=True, slots=True)
class Content:
    """What the page is made of; `readings` has the marks of an example by (name of the term, sentence), if any."""

    model: Model
    words: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    settings: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    alignments: Alignments = field(default_factory=lambda: Alignments({}, ()))
    changelog: str = ""
    readings: Mapping[tuple[str, str], tuple[Mark, ...]] = field(default_factory=dict)


def page(content: Content, links: Sequence[tuple[str, str]] = ()) -> str:
    """Return the whole page; `links` are texts and addresses to show at its head: other formats, the way back."""
    about = content.model.about
    title = about.titles.get("en") or "Ontology"
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{STYLE}{drawing.STYLE}</style>\n</head>\n<body>",
        '<a class="skip" href="#content">To the content</a>',
        *_header(content, title, links),
        *_contents(content),
        '<main id="content">',
        *_introduction(content),
        *(line for section in content.model.sections for line in _section(content, section)),
        *_codes(content),
        *_index(content.model),
        *_changelog(content),
        "</main>\n</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


# --- The head of the page ---------------------------------------------------------------------------------------------


def _header(content: Content, title: str, links: Sequence[tuple[str, str]]) -> Iterator[str]:
    about = content.model.about
    yield f"<header>\n<h1>{escape(title)}</h1>"
    for language, text in about.descriptions.items():
        yield f'<p lang="{escape(language)}"{"" if language == "en" else " class=pale"}>{escape(text)}</p>'
    yield "<dl class=facts>"
    yield from _row("IRI", f"<code>{ONTOLOGY.value}</code>")
    yield from _row(
        "Version", escape(about.version) + (f" · <code>{escape(about.version_iri)}</code>" if about.version_iri else "")
    )
    yield from _row("Before it", f"<code>{escape(about.prior_iri)}</code>" if about.prior_iri else "")
    dates = [f"made {about.created}" if about.created else "", f"changed {about.modified}" if about.modified else ""]
    yield from _row("Dates", escape(", ".join(filter(None, dates))))
    yield from _row("By", escape(about.creator))
    yield from _row("Licence", _outside(about.licence, drawing.short(about.licence)) if about.licence else "")
    yield from _row("Prefix", f"<code>kg: &lt;{KG.base}&gt;</code>")
    yield from _row("See also", ", ".join(_outside(iri, _host(iri)) for iri in about.see_also))
    yield "</dl>"
    if links:
        yield (
            "<p class=links>"
            + " · ".join(f'<a href="{escape(href)}">{escape(text)}</a>' for text, href in links)
            + "</p>"
        )
    yield "</header>"


def _host(iri: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", iri).rstrip("/")


def _contents(content: Content) -> Iterator[str]:
    yield '<nav aria-label="Contents">\n<h2>Contents</h2>\n<ol>'
    yield '<li><a href="#overview">Overview</a></li>'
    for section in content.model.sections:
        yield f'<li><a href="#{_anchor(section.title)}">{escape(_brief(section.title))}</a></li>'
    if content.alignments.schemes:
        yield '<li><a href="#codes">Codes of other data sets</a></li>'
    yield '<li><a href="#index">Index</a></li>'
    if content.changelog:
        yield '<li><a href="#changelog">Versions</a></li>'
    yield "</ol>\n</nav>"


def _anchor(title: str) -> str:
    return "section-" + re.sub(r"[^a-z]+", "-", _brief(title).lower()).strip("-")


def _brief(title: str) -> str:
    """A heading up to its first mark: "Roles: who did it, to whom" is Roles."""
    return re.split(r"[:(,]", title)[0].strip()


def _introduction(content: Content) -> Iterator[str]:
    model = content.model
    kinds = [(kind, len(model.of_kind(kind))) for kind in dict.fromkeys(term.kind for term in model.terms.values())]
    yield '<section id="overview">\n<h2>Overview</h2>'
    yield f"<p>{len(model.terms)} terms: {', '.join(_number(count, kind) for kind, count in kinds)}.</p>"
    yield from _figure(
        drawing.relations(model)[0] if "Event" in model.terms else None,
        "The general relations. A class in brackets is what the property needs; narrower properties are left out.",
    )
    yield (
        "<p>A term has its definition, an example sentence with what the reader makes of each word, and what the ontology "
        "states of it. <em>Words</em> are those of the lexicon; in a pattern the word stands in bold, a slot in its "
        "role’s name with the classes that may fill it, and brackets hold what may be left out.</p>"
    )
    if content.settings:
        yield "<p>Whatever its word, a class may have besides:</p>\n<ul class=patterns>"
        for name, patterns in content.settings.items():
            yield from (f"<li>{_link(model, name)}: {_pattern(model, pattern, 'word')}</li>" for pattern in patterns)
        yield "</ul>"
    yield "</section>"


def _number(count: int, noun: str) -> str:
    plural = {"class": "classes", "individual": "individuals"}.get(noun, noun.replace("property", "properties"))
    return f"{count} {noun if count == 1 else plural}"


# --- Sections and terms -----------------------------------------------------------------------------------------------


def _section(content: Content, section: Section) -> Iterator[str]:
    yield f'<section id="{_anchor(section.title)}">\n<h2>{escape(section.title)}</h2>'
    yield "<p class=within>" + " · ".join(_link(content.model, name) for name in section.names) + "</p>"
    for name in section.names:
        if make := _FIGURES.get(name):
            picture, words = make(content.model)
            yield from _figure(picture, words)
    for name in section.names:
        yield from _term(content, content.model.terms[name])
    yield "</section>"


_FIGURES: Mapping[str, Callable[[Model], tuple[drawing.Drawing, str]]] = {
    "Event": lambda model: (drawing.tree(model, "Event", 4), "Kinds of events. Dashed: never read from an article."),
    "Party": lambda model: (
        drawing.tree(model, "Party"),
        "Kinds of parties. A country is one too, and stands among places.",
    ),
    "Situation": lambda model: (
        drawing.cards(model, ["Situation", *model.terms["Situation"].children]),
        "Situations and what each is said of. All have a label, bounds in time, and what they rest on.",
    ),
    "Place": lambda model: (drawing.tree(model, "Place"), "Kinds of places."),
    "Claim": lambda _: (
        drawing.provenance(),
        "Which graph holds what, and how a fact leads back to the words of an article.",
    ),
    "SeizureOfPower": lambda model: (
        drawing.cards(model, ["Event", "SeizureOfPower"]),
        "What is said of every event, and of a seizure of power besides.",
    ),
}
"""The drawing that stands in the section of a class."""


def _figure(picture: drawing.Drawing | None, words: str) -> Iterator[str]:
    if picture is not None:
        yield f"<figure>\n<div class=wide>\n{picture.svg()}</div>\n<figcaption>{escape(words)}</figcaption>\n</figure>"


def _term(content: Content, term: Term) -> Iterator[str]:
    model = content.model
    yield f'<article class="term" id="{escape(term.name)}">'
    yield (
        f'<h3><a href="#{escape(term.name)}">{escape(term.label)}</a> <code>kg:{escape(term.name)}</code> '
        f"<small>{escape(term.kind)}</small></h3>"
    )
    for language, text in term.definitions.items():
        yield f'<p lang="{escape(language)}">{_prose(model, text)}</p>'
    yield from (_example(content, term, sentence) for sentence in term.examples)
    yield from (f"<p class=note>{_prose(model, note)}</p>" for note in term.notes)
    yield "<dl>"
    yield from _row("IRI", f"<code>{escape(KG.base + term.name)}</code>")
    for language, text in term.labels.items():
        if language != "en":
            yield from _row(f"In {LANGUAGES.get(language, language)}", f'<span lang="{language}">{escape(text)}</span>')
    yield from _row("Is a", _links(model, term.types))
    yield from _row("Kind of", _links(model, term.parents))
    yield from _row("Kinds", _links(model, term.children))
    yield from _row(
        "From", _links(model, term.domains) or ("anything" if term.kind.startswith(("object", "datatype")) else "")
    )
    yield from _row(
        "To", _links(model, term.ranges) or ("anything" if term.kind.startswith(("object", "datatype")) else "")
    )
    yield from _row("Is", ", ".join((*term.characteristics, *term.marks)))
    yield from _row("The reverse of", _links(model, term.inverses))
    yield from _row("Values", _links(model, (other.name for other in model.terms.values() if term.name in other.types)))
    yield from _row("Has", _links(model, (other.name for other in model.terms.values() if term.name in other.domains)))
    yield from _row(
        "Reached by", _links(model, (other.name for other in model.terms.values() if term.name in other.ranges))
    )
    yield from _row("Never also", _links(model, term.disjoint))
    yield from _row("In JSON", f"<code>{escape(term.json_name)}</code>" if term.json_name else "")
    yield from _row("Elsewhere", _matches(content.alignments.matches.get(term.name, ())))
    yield from _row("See also", ", ".join(_outside(iri) for iri in term.see_also))
    yield from _row("Known things", f"{term.count:,}" if term.count else "")
    yield from _row("Words", "".join(_words(model, words) for words in content.words.get(term.name, ())))
    yield "</dl>\n</article>"


def _row(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>"


def _example(content: Content, term: Term, sentence: str) -> str:
    """The sentence with a gloss over the words that were read as something."""
    parts: list[str] = []
    end = 0
    for mark in content.readings.get((term.name, sentence), ()):
        gloss = content.model.terms[mark.read_as].label if mark.read_as in content.model.terms else mark.read_as
        words = escape(sentence[mark.start : mark.end])
        here = " class=here" if mark.read_as == term.name else ""
        parts += [escape(sentence[end : mark.start]), f"<ruby{here}>{words}<rt>{escape(gloss)}</rt></ruby>"]
        end = mark.end
    return f"<blockquote>{''.join(parts)}{escape(sentence[end:])}</blockquote>"


def _prose(model: Model, text: str) -> str:
    """A definition with the terms that it names as links."""

    def link(match: re.Match[str]) -> str:
        name = match["name"]
        return f'<a href="#{name}"><code>kg:{name}</code></a>' if name in model.terms else match[0]

    return re.sub(r"\bkg:(?P<name>\w+)", link, escape(text, quote=False))


def _links(model: Model, names: Iterable[str]) -> str:
    return ", ".join(_link(model, name) for name in names)


def _link(model: Model, name: str) -> str:
    if name in model.terms:
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    return _outside(name) if "://" in name else escape(name)


def _outside(iri: str, text: str | None = None) -> str:
    """An IRI of others as a link, written with a prefix where it has one."""
    if text is None:
        fitting = [(len(base), prefix) for prefix, base in _PREFIXES.items() if iri.startswith(base) and iri != base]
        text = f"{max(fitting)[1]}:{iri[max(fitting)[0] :]}" if fitting else iri
    return f'<a href="{escape(iri)}">{escape(text)}</a>' if iri.startswith(("http://", "https://")) else escape(text)


_PREFIXES = {
    **PREFIXES,
    "org": "http://www.w3.org/ns/org#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "time": "http://www.w3.org/2006/time#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}


def _matches(matches: Sequence[Match]) -> str:
    by_relation: dict[str, list[str]] = {}
    for match in matches:
        if match.scheme is None:
            shown = _outside(match.iri) + (f" ({escape(match.name)})" if match.name else "")
        else:
            scheme = drawing.short(match.scheme)
            code = escape(match.name or drawing.short(match.iri))
            shown = f'<a href="#codes-{escape(scheme)}">{escape(scheme.upper())}</a> {code}'
        by_relation.setdefault(match.relation, []).append(shown)
    return "; ".join(f"{relation} {', '.join(shown)}" for relation, shown in by_relation.items())


# --- Words and patterns -----------------------------------------------------------------------------------------------


def _words(model: Model, words: Words) -> str:
    said = {"announces it": "", "names one": "names one: ", "is used in one": "used in one: ", "gives it": ""}[
        words.how
    ]
    lemmas = ", ".join(f"<i>{escape(lemma)}</i>" for lemma in words.lemmas)
    lines = "".join(f"<li>{_pattern(model, pattern, words.lemmas[0])}</li>" for pattern in words.patterns)
    patterns = f"<ul class=patterns>{lines}</ul>" if lines else ""
    return f"<p class=words>{said}{lemmas} <small>{escape(words.pos)}</small></p>{patterns}"


def _pattern(model: Model, pattern: Pattern, lemma: str) -> str:
    return " ".join(f"<b>{escape(lemma)}</b>" if part.is_word else _slot(model, part) for part in pattern.parts)


def _slot(model: Model, part: Part) -> str:
    roles = " and ".join(ENDS.get(role) or _label(model, role) for role in part.roles) or "somebody"
    takes = f" <small>{escape(' or '.join(part.takes))}</small>" if part.takes and part.takes != ("Thing",) else ""
    markers = "/".join(part.markers[:5]) + ("…" if len(part.markers) > 5 else "")
    shown = f"<span class=slot>{escape(roles)}{takes}</span>"
    if part.text == "’s":
        shown += "’s"
    elif part.text:
        shown += f" ({escape(part.text)})"
    shown = f"{escape(markers)} {shown}" if markers else shown
    return f"[{shown}]" if part.is_optional else shown


def _label(model: Model, name: str) -> str:
    return model.terms[name].label if name in model.terms else name


# --- Codes, index, versions -------------------------------------------------------------------------------------------


def _codes(content: Content) -> Iterator[str]:
    if not content.alignments.schemes:
        return
    yield '<section id="codes">\n<h2>Codes of other data sets</h2>'
    yield (
        "<p>Codes that our terms are compared with. “Close to” is SKOS’s close match; a term that is narrower than a code "
        "has other things beside it under that code.</p>"
    )
    for scheme in content.alignments.schemes:
        yield from _scheme(content, scheme)
    yield "</section>"


def _scheme(content: Content, scheme: Scheme) -> Iterator[str]:
    model = content.model
    by_code: dict[str, list[Match]] = {}
    for matches in content.alignments.matches.values():
        for match in matches:
            by_code.setdefault(match.iri, []).append(match)
    source = f" <small>{_outside(scheme.source, _host(scheme.source))}</small>" if scheme.source else ""
    yield f'<h3 id="codes-{escape(drawing.short(scheme.iri))}">{escape(scheme.label)}{source}</h3>'
    matched = [concept for concept in scheme.concepts if concept.iri in by_code]
    rest = [_code(concept) for concept in scheme.concepts if concept.iri not in by_code]
    has_meanings = any(concept.label for concept in matched)
    yield f"<div class=wide><table><thead><tr><th>Code{'<th>Meaning' if has_meanings else ''}<th>Our terms</tr></thead><tbody>"
    for concept in matched:
        terms = "; ".join(f"{_link(model, match.term)} is {match.relation} it" for match in by_code[concept.iri])
        meaning = f"<td>{escape(concept.label)}" if has_meanings else ""
        yield f"<tr><td>{escape(_code(concept))}{meaning}<td>{terms}</tr>"
    yield "</tbody></table></div>"
    if rest:
        yield f"<p class=note>No term of ours matches {escape(', '.join(rest))}.</p>"


def _code(concept: Concept) -> str:
    return concept.notation or drawing.short(concept.iri)


def _index(model: Model) -> Iterator[str]:
    yield '<section id="index">\n<h2>Index</h2>\n<p class=index>'
    ordered = sorted(model.terms, key=lambda name: (name.lower(), name))
    yield "\n".join(f"<span>{_link(model, name)}</span>" for name in ordered)
    yield "</p>\n</section>"


def _changelog(content: Content) -> Iterator[str]:
    if content.changelog:
        yield '<section id="changelog">\n<h2>Versions</h2>'
        yield from markdown(content.changelog, lambda text: _prose(content.model, text))
        yield "</section>"


def markdown(text: str, prose: Callable[[str], str]) -> Iterator[str]:
    """Yield the HTML of the little Markdown that a changelog has: headings, lists one deep, paragraphs, `code`, bold, links.

    The heading of the file is left out; `prose` turns text into HTML and must escape it.
    """
    for block in _blocks(text):
        if heading := re.match(r"(#+) (.*)", block[0]):
            if len(heading[1]) > 1:
                level = min(len(heading[1]) + 1, 6)
                yield f"<h{level}>{_inline(heading[2].replace('[', '').replace(']', ''), prose)}</h{level}>"
        elif block[0].startswith("- "):
            items = re.split(r"(?:^|\n)- ", "\n".join(block))[1:]
            yield "<ul>" + "".join(f"<li>{_inline(' '.join(item.split()), prose)}</li>" for item in items) + "</ul>"
        else:
            yield f"<p>{_inline(' '.join(block), prose)}</p>"


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each paragraph, list or heading; a heading and the start of a list need no blank line."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts = line.startswith("#") or (line.startswith("- ") and not (block and block[0].startswith("- ")))
        if block and (not line.strip() or starts or block[0].startswith("#")):
            yield block
            block = []
        if line.strip():
            block.append(line.strip() if not line.startswith("- ") else line)


def _inline(text: str, prose: Callable[[str], str]) -> str:
    parts = re.split(r"(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))", text)
    return "".join(_piece(part, prose) for part in parts)


def _piece(part: str, prose: Callable[[str], str]) -> str:
    if part.startswith("`") and part.endswith("`") and len(part) > 2:
        inner = prose(part[1:-1])
        return inner if inner.startswith("<a ") else f"<code>{inner}</code>"
    if part.startswith("**") and part.endswith("**") and len(part) > 4:
        return f"<strong>{prose(part[2:-2])}</strong>"
    if link := re.fullmatch(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", part):
        return f'<a href="{escape(link[2])}">{escape(link[1])}</a>'
    return prose(part)


STYLE = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2933;--pale:#5d6975;--line:#8b97a3;--rule:#dfe4e8;--panel:#f6f7f9;
--link:#1d5fa8;--here:#fff1c9}
@media (prefers-color-scheme:dark){:root{--paper:#14181c;--ink:#e3e8ec;--pale:#9aa7b3;--line:#7b8894;--rule:#2f3840;
--panel:#1b2126;--link:#7db7f2;--here:#4a3d12;--event-fill:#16283a;--event-edge:#6aa5e0;--party-fill:#15291d;
--party-edge:#67b987;--place-fill:#2f2612;--place-edge:#d79f3f;--weapon-fill:#301f2b;--weapon-edge:#cf83b4;
--situation-fill:#242140;--situation-edge:#a097ef;--other-fill:#20272d;--other-edge:#93a0ac}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:78rem;padding:1.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;
display:grid;grid-template-columns:minmax(0,1fr);gap:0 2.5rem}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .75rem}h2{font-size:1.4rem;line-height:1.25;margin:3rem 0 .75rem;
padding-top:1rem;border-top:2px solid var(--rule)}h3{font-size:1.1rem;margin:0 0 .4rem;line-height:1.35}
section>h3{margin-top:1.6rem}h4,h5{margin:1.2rem 0 .3rem}p{margin:.5rem 0}
code{font:.86em/1.4 ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;overflow-wrap:anywhere}
small,.pale{color:var(--pale);font-weight:400}small{font-size:.82em}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
nav h2{font-size:1rem;margin:1.5rem 0 .25rem;border:0;padding:0}nav ol{margin:0;padding-left:1.3rem;columns:2}
nav li{break-inside:avoid;padding:.1rem 0}
dl{margin:.6rem 0 0;font-size:.92em}dl div{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:0 .75rem;
padding:.15rem 0}dt{color:var(--pale)}dd{margin:0;overflow-wrap:anywhere}
.term{border-top:1px solid var(--rule);padding:1rem 0 .9rem}.term h3 a{color:inherit;text-decoration:none}
.term h3 a:hover{text-decoration:underline}.term h3 code{color:var(--pale);margin-left:.35rem}
.term:target{background:var(--panel);box-shadow:-.75rem 0 0 var(--panel),.75rem 0 0 var(--panel)}
blockquote{margin:.6rem 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--rule);font-family:Georgia,
'DejaVu Serif',serif;line-height:2.1}
ruby{border-bottom:1.5px solid var(--line);ruby-position:over}rt{font:600 .62rem/1 system-ui,'DejaVu Sans',sans-serif;
color:var(--pale);padding:0 .2rem}ruby.here{background:var(--here)}ruby.here rt{color:var(--ink)}
.note{font-size:.92em;color:var(--pale)}.within{font-size:.92em;line-height:1.8}
.words{margin:.1rem 0}.patterns{margin:.15rem 0 .5rem;padding-left:1.1rem}.patterns li{margin:.1rem 0}
.slot{border-bottom:1.5px dotted var(--line)}
figure{margin:1.2rem 0;break-inside:avoid}.wide{overflow-x:auto}figure svg{max-width:none;height:auto}
figcaption{font-size:.88em;color:var(--pale)}
table{border-collapse:collapse;font-size:.92em;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem
.25rem 0;border-bottom:1px solid var(--rule)}
.index{columns:3 11rem;font-size:.92em}.index span{display:block;overflow-wrap:anywhere}
@media (min-width:62rem){body{grid-template-columns:13rem minmax(0,1fr)}header{grid-column:1/-1}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;font-size:.92em}nav ol{columns:1;
list-style:none;padding:0}nav h2{margin-top:2rem}figure svg{max-width:100%}}
@media (max-width:30rem){nav ol{columns:1}dl div{grid-template-columns:1fr}dd{padding-left:.75rem}}
@media print{:root{--paper:#fff;--ink:#000;--pale:#444;--link:#000}body{display:block;max-width:none;padding:0;
font-size:10pt}nav ol{columns:2}.skip,.links,.within{display:none}a{text-decoration:none}figure svg{max-width:100%}
.term h3{break-after:avoid}.term dl div{break-inside:avoid}h2{break-after:avoid}.wide{overflow:visible}}
"""
