"""The pieces that all pages of the server are made of: one frame, and terms as links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.results import Term, plain_text, visible
from kg.server.addresses import address_of
from kg.vocab import DATA, PREFIXES

SAFETY: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-cache"),
)
"""Headers of every page: nothing on it may run or load anything, whatever a news text says."""

_PLACES = (("/", "kg"), ("/find", "Find"), ("/queries", "Queries"), ("/sparql", "SPARQL"), ("/ontology", "Ontology"))


def frame(title: str, body: Iterable[str], *, here: str = "", links: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return a whole page; `here` is the address that is marked in its head, `links` addresses and names of other formats."""
    places = "".join(
        f'<a href="{address}"{" aria-current=page" if address == here else ""}>{name}</a>' for address, name in _PLACES
    )
    formats = " ".join(f'<a href="{escape(address)}">{escape(name)}</a>' for address, name in links)
    foot = f"<footer>As data: {formats}</footer>" if links else ""
    alternates = "".join(
        f'<link rel="alternate" title="{escape(name)}" href="{escape(address)}">' for address, name in links
    )
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{alternates}<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="Site">{places}</nav>\n<main>\n'
    )
    return "\n".join([page, *body, "</main>", foot, "</body>\n</html>\n"]).encode("utf-8", "replace")


def link(iri: str, label: str | None = None) -> str:
    """An IRI as a link with a label, else written with a prefix."""
    shown = escape(visible(label if label is not None else shortened(iri)))
    address = address_of(iri)
    return f'<a href="{escape(address)}">{shown}</a>' if address else shown


def term(value: Term, label: str | None = None) -> str:
    """A value as people read it, the language of a text after it."""
    if isinstance(value, NamedNode):
        return link(value.value, label)
    if isinstance(value, Literal):
        text = escape(visible(plain_text(value)))
        return (
            f'<span lang="{escape(value.language)}">{text}</span> <small>{escape(value.language)}</small>'
            if value.language
            else text
        )
    assert isinstance(value, BlankNode | Triple)
    return escape(plain_text(value))


def shortened(iri: str) -> str:
    """Write an IRI with a prefix, the longest that fits; one of kg's own things without what they all begin with."""
    if iri.startswith(DATA) and iri != DATA:
        return iri.removeprefix(DATA)
    fitting = [(len(base), prefix) for prefix, base in PREFIXES.items() if iri.startswith(base) and iri != base]
    if not fitting:
        return _address(iri)
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def _address(iri: str) -> str:
    """Write an address of the web as people do, a long one by its two ends.

    >>> _address("https://example.org/a/long/way/down/to/where/nobody/looks/into/it/names.csv")
    'example.org/…/names.csv'
    """
    if not iri.startswith(("http://", "https://")):
        return iri
    shown = iri.split("://", 1)[1].removeprefix("www.").rstrip("/")
    host, _, path = shown.partition("/")
    return shown if len(shown) <= 60 else f"{host}/…/{path.rsplit('/', 1)[-1][-40:]}"


STYLE = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2933;--pale:#5d6975;--rule:#dfe4e8;--panel:#f4f6f8;--link:#1d5fa8;
--mark:#fff1c9;--wrong:#c22f2f}
@media (prefers-color-scheme:dark){:root{--paper:#14181c;--ink:#e3e8ec;--pale:#9aa7b3;--rule:#2f3840;--panel:#1b2126;
--link:#7db7f2;--mark:#4a3d12;--wrong:#f08a8a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:0 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:.8rem 0;border-bottom:1px solid var(--rule)}
nav a{text-decoration:none}nav a:first-child{font-weight:700;color:var(--ink)}nav a[aria-current]{color:var(--ink);
box-shadow:0 2px 0 var(--ink)}
h1{font-size:1.8rem;line-height:1.2;margin:1.75rem 0 .3rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;line-height:1.3;margin:2.2rem 0 .5rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}p{margin:.5rem 0}
small,.pale{color:var(--pale)}small{font-size:.82em}
code,pre,textarea{font:.86rem/1.45 ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}pre{overflow-x:auto;background:var(--panel);padding:.7rem .9rem;border-radius:6px}
dl{margin:.5rem 0}dl>div{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:0 1rem;padding:.3rem 0;
border-top:1px solid var(--rule)}dt{color:var(--pale)}dd{margin:0;overflow-wrap:anywhere}dd p{margin:0 0 .15rem}
.tag{font-size:.75em;color:var(--pale);border:1px solid var(--rule);border-radius:9px;padding:0 .45em;white-space:nowrap;
text-decoration:none}
blockquote{margin:1rem 0;padding:0 0 0 1rem;border-left:3px solid var(--rule)}blockquote p.words{font-family:Georgia,
'DejaVu Serif',serif;margin:0}blockquote ul{margin:.3rem 0;padding-left:1.1rem;font-size:.9em;color:var(--pale)}
mark{background:var(--mark);color:inherit;padding:0 .1em}
table{border-collapse:collapse;font-size:.9rem}.wide{overflow-x:auto}th,td{text-align:left;vertical-align:top;
padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--rule);min-width:4rem}th{color:var(--pale);font-weight:600}
td.long{min-width:18rem}td.short{white-space:nowrap}td.number{text-align:right;font-variant-numeric:tabular-nums}
ul{padding-left:1.1rem}.columns{columns:2 18rem;gap:2rem}.columns li{break-inside:avoid}
form.line{display:flex;flex-wrap:wrap;gap:.5rem;margin:.8rem 0}form .field{margin:.7rem 0}label{display:block}
input,select,button,textarea{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--pale);
border-radius:5px;padding:.35rem .6rem}input{width:100%;max-width:24rem}form.line input{flex:1 1 14rem}
textarea{width:100%;font:.86rem/1.45 ui-monospace,'DejaVu Sans Mono',monospace}
button{background:var(--link);border-color:var(--link);color:var(--paper);cursor:pointer;padding:.35rem 1.1rem}
.error{border-left:4px solid var(--wrong);padding:.25rem .75rem;overflow-wrap:anywhere}
details{margin:.3rem 0}summary{cursor:pointer;color:var(--pale)}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--rule);color:var(--pale);font-size:.9em}
footer a{margin-right:.6rem}
@media (max-width:36rem){dl>div{grid-template-columns:1fr}dd{padding-left:.75rem}}
@media print{nav,form,footer{display:none}body{max-width:none;padding:0}a{color:inherit;text-decoration:none}}
"""
