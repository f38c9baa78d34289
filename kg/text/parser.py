"""The parser behind one door: sentences in, tokens with Universal Dependencies out.

A pipeline may also label as ClearNLP does; its trees are turned. One with other labels is refused with a sentence that says so.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import SettingsError
from kg.model import Span, Token
from kg.text.clearnlp import LABELS, to_universal
from kg.text.pauses import pauses_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

    from kg.text.casing import Casing

SHIPPED_MODEL = Path(__file__).parent.parent / "models" / "en_ud_conflict"
BATCH = 128

MOST_CACHED = 500_000
"""Strings and lemmas that a parser keeps at hand; then it begins anew, so that endless input fills no memory."""

_COLUMNS = ("ORTH", "POS", "TAG", "MORPH", "HEAD", "DEP", "SPACY")
_HEAD = _COLUMNS.index("HEAD")

_ADDED = "kg commas"
"""Where the user data of a spaCy document says which of its words are no words of the text."""


Tagged: TypeAlias = tuple[str, str, str]
"""A word with its tag and its part of speech, before anything is known of how it stands in its sentence."""


class Parser:
    """Parses sentences, each on its own, so that a parse depends on that sentence alone.

    `digest` names the weights: 16 hex digits, the same on every machine.
    """

    def __init__(self, nlp: Language, digest: str) -> None:
        self._nlp = nlp
        self.digest = digest
        self._words = _dictionary(nlp)
        # Taken once: the pipeline's strings grow with every text it reads.
        self._common = frozenset(word for word in nlp.vocab.strings if word.islower())
        self._strings: dict[int, str] = {}
        self._lemmas: dict[tuple[int, int, int], str] = {}
        self._casing: Casing | None = None
        self._lemmatizer = _rule_lemmatizer(nlp)
        self._apart = [] if self._lemmatizer is None else ["lemmatizer"]
        self._before, self._after = _around_parser(nlp)
        self._is_clearnlp = {*nlp.get_pipe("parser").labels} >= LABELS  # type: ignore[attr-defined]
        self._columns: list[int | str] = [*_COLUMNS, *(["LEMMA"] if self._lemmatizer is None else [])]

    def is_word(self, word: str) -> bool:
        """Tell whether the dictionary of the lemmatizer has a lower-case word, in any of its regular forms.

        A pipeline without a dictionary knows every word.
        """
        if not self._words or word in self._words:
            return True
        return any(
            word.endswith(ending) and (word.removesuffix(ending) + instead) in self._words
            for ending, instead in _ENDINGS
        )

    def is_common(self, word: str) -> bool:
        """Tell whether the pipeline has met a lower-case word outside its dictionary: in the text it was trained on."""
        return word in self._common or not self._words

    def capital(self, word: str) -> float | None:
        """Return how likely a lower-case word stands with a capital inside a sentence, None where nothing tells.

        Only the shipped pipeline has vectors that were asked.
        """
        return None if self._casing is None else self._casing.capital(word)

    def ask_vectors(self) -> None:
        """Let the vectors of the pipeline tell of words whether they are names."""
        from kg.text.casing import Casing  # imported late, since it brings NumPy

        self._casing = Casing(self._vector)

    def _vector(self, word: str) -> NDArray[np.float32] | None:
        strings, vectors = self._nlp.vocab.strings, self._nlp.vocab.vectors
        row = vectors.find(key=strings[word])
        return vectors.data[row] if row >= 0 else None

    def parse(
        self, sentences: Iterable[tuple[str, int]], is_worth: Callable[[int, Iterable[Tagged]], bool] | None = None
    ) -> Iterator[tuple[Token, ...]]:
        """Yield the tokens of each sentence, given as its text and the offset of its first character.

        `is_worth` is asked of each, by its number, once its words are tagged; one that is not is parsed no further, and has
        no tokens.
        """
        items = list(sentences)
        docs: Iterable[Doc] = (self._tokenised(text) for text, _ in items)
        if not self._before:
            rest = self._nlp.pipe(docs, batch_size=BATCH, disable=self._apart)
            yield from (self._tokens(doc, offset) for (_, offset), doc in zip(items, rest, strict=True))
            return
        tagged = [*self._nlp.pipe(docs, batch_size=BATCH, disable=[*self._after, *self._apart])]
        worth = [n for n, doc in enumerate(tagged) if is_worth is None or is_worth(n, self._tags(doc))]
        apart = (_with_clauses_apart(tagged[n]) for n in worth)
        parsed = self._nlp.pipe(apart, batch_size=BATCH, disable=[*self._before, *self._apart])
        found = {n: self._tokens(doc, items[n][1]) for n, doc in zip(worth, parsed, strict=True)}
        yield from (found.get(number, ()) for number in range(len(items)))

    def _tags(self, doc: Doc) -> Iterator[Tagged]:
        string, added = self._string, _added(doc)
        for index, (orth, tag, pos) in enumerate(doc.to_array(["ORTH", "TAG", "POS"]).astype("int64").tolist()):
            if index not in added:
                yield string(orth), string(tag), string(pos)

    def _tokenised(self, text: str) -> Doc:
        # Line breaks inside a sentence are wrapping; the parser has only seen spaces.
        text = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
        doc = _with_pauses(self._nlp.tokenizer(text), pauses_of(text))
        starts = doc.to_array("SENT_START")
        starts[:] = 2**64 - 1  # -1, unsigned: begins no sentence
        starts[:1] = 1
        return doc.from_array("SENT_START", starts)  # type: ignore[arg-type]  # one column is asked for and taken as one

    def _tokens(self, doc: Doc, offset: int) -> tuple[Token, ...]:
        """Read a parsed sentence column by column: asking each word of it for each of its properties takes twice as long."""
        if len(self._strings) + len(self._lemmas) > MOST_CACHED:
            self._strings.clear()
            self._lemmas.clear()
        tokens = []
        string, lemma, begin = self._string, self._lemma, offset
        rows = doc.to_array(self._columns).astype("int64").tolist()
        added = _added(doc)
        root = next((index for index, row in enumerate(rows) if row[_HEAD] == 0), 0)
        places = list(accumulate((index not in added for index in range(len(rows))), initial=0))
        for index, (orth, pos, tag, morph, head, relation, space, *own) in enumerate(rows):
            if index in added:
                begin += space
                continue
            text, above = string(orth), index + head
            while above in added:
                above += rows[above][_HEAD]
            end = begin + len(text)
            tokens.append(
                Token(
                    index=places[index],
                    span=Span(begin, end),
                    text=text,
                    lemma=string(own[0]).lower() if own else lemma(doc, index, (orth, pos, morph)),
                    pos=string(pos),
                    tag=string(tag),
                    morph="" if (features := string(morph)) == "_" else features,
                    head=places[root if above == index else above],
                    relation=string(relation) if above != index else "root" if index == root else "parataxis",
                )
            )
            begin = end + space
        return to_universal(tokens) if self._is_clearnlp else tuple(tokens)

    def _string(self, key: int) -> str:
        found = self._strings.get(key)
        if found is None:
            found = self._strings[key] = _text_of(self._nlp, key)
        return found

    def _lemma(self, doc: Doc, index: int, key: tuple[int, int, int]) -> str:
        """The lemma of a word, which a rule lemmatizer makes of the word, its part of speech and its features alone."""
        found = self._lemmas.get(key)
        if found is None and self._lemmatizer is not None:
            found = self._lemmas[key] = self._lemmatizer.lemmatize(doc[index])[0].lower()
        return found or ""


def _with_pauses(doc: Doc, pauses: Collection[int]) -> Doc:
    """The words of a sentence with a comma at each pause, where none stands; the parser reads it, and nobody else sees it."""
    if not pauses:
        return doc
    words, spaces, added = [], [], set()
    for token in doc:
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
        if token.idx + len(token.text) in pauses:
            added.add(len(words))
            words.append(",")
            spaces.insert(-1, False)
    read = type(doc)(doc.vocab, words=words, spaces=spaces)
    read.user_data[_ADDED] = frozenset(added)
    return read


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WP", "WDT", "WRB", "WP$"})


def _with_clauses_apart(doc: Doc) -> Doc:
    """A tagged sentence whose clauses a parser reads each on its own where a semicolon parts them: no word hangs across it."""
    ends = [token.i for token in doc if token.text == ";"]
    if not ends:
        return doc
    bounds = [-1, *ends, len(doc)]
    are_clauses = [_has_own_verb(doc, first + 1, last) for first, last in pairwise(bounds)]
    starts = doc.to_array("SENT_START")
    for end, (before, behind) in zip(ends, pairwise(are_clauses), strict=True):
        if before and behind:
            starts[end + 1] = 1
    return doc.from_array("SENT_START", starts)  # type: ignore[arg-type]  # one column is asked for and taken as one


def _has_own_verb(doc: Doc, first: int, last: int) -> bool:
    """Whether words of a sentence are more than an item of a list ("B, who leads it;"): a finite verb outside a relative clause."""
    return any(
        doc[i].tag_ in _FINITE and not any(doc[j].tag_ in _RELATIVE for j in range(max(first, i - 2), i))
        for i in range(first + 1, last)
    )


def _added(doc: Doc) -> Collection[int]:
    added: Collection[int] = doc.user_data.get(_ADDED, ())
    return added


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("er", ""),
    ("er", "e"), ("est", ""), ("est", "e"), ("men", "man"), ("ly", ""), ("ily", "y"), ("n't", ""),
)  # fmt: skip


def _around_parser(nlp: Language) -> tuple[list[str], list[str]]:
    """The components before the parser, if they are those that tag, and the parser with those after it."""
    place = nlp.pipe_names.index("parser")
    before = nlp.pipe_names[:place]
    return (before if {"tagger", "morphologizer"} <= {*before} else []), nlp.pipe_names[place:]


def _text_of(nlp: Language, key: int) -> str:
    """The string behind a key of an array, which is signed there."""
    text: str = nlp.vocab.strings[key % 2**64] if key else ""
    return text


def _rule_lemmatizer(nlp: Language) -> Lemmatizer | None:
    """The last component of a pipeline when it makes lemmas by rule: then they need not be made twice for one word.

    Its list of words is turned into a table, in which a word is found at once.
    """
    last = nlp.get_pipe(nlp.pipe_names[-1]) if nlp.pipe_names else None
    if nlp.pipe_names[-1:] != ["lemmatizer"] or getattr(last, "mode", "") != "rule":
        return None
    lemmatizer: Lemmatizer = last  # type: ignore[assignment]
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for kind in list(index):
        index[kind] = dict.fromkeys(index[kind])
    return lemmatizer


def _dictionary(nlp: Language) -> frozenset[str]:
    """The words of the lemmatizer's tables and those that the tokenizer has rules for, lower-case."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    words = {word for table in lookups.get_table("lemma_index").values() for word in table}
    words.update(word for table in lookups.get_table("lemma_exc").values() for word in table)
    words.update(word for word in nlp.Defaults.stop_words)
    return frozenset(words)


def _import_spacy() -> ModuleType:
    """Import spaCy without its command line, which it imports for the one function `spacy.info`.

    The command line brings two web clients and a template engine: 0.45 of the 1.2 seconds that spaCy takes to import. The
    stand-in is gone afterwards, so that whoever wants `spacy.cli` gets the real one.
    """
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    package, module = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    module.__dict__["info"] = _info
    stand_ins = {"spacy.cli": package, "spacy.cli.info": module}
    sys.modules.update(stand_ins)
    try:
        return importlib.import_module("spacy")
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


def _info(*arguments: object, **options: object) -> object:
    """Stand for `spacy.info`, which is imported when it is called."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


@lru_cache(maxsize=2)
def load_parser(model: str = "") -> Parser:
    """Load a spaCy pipeline by name or path, the shipped one when `model` is empty.

    Raises `SettingsError` when there is none of that name or when its labels are neither of Universal Dependencies nor of ClearNLP.
    """
    spacy = _import_spacy()
    source = Path(model) if model else SHIPPED_MODEL
    try:
        nlp: Language = spacy.load(source if source.exists() else model)
    except (OSError, ValueError, ImportError) as error:
        raise SettingsError(f"KG_SPACY_MODEL: no spaCy pipeline called {model or source} ({error})") from error
    labels = {*nlp.get_pipe("parser").labels} if "parser" in nlp.pipe_names else set()  # type: ignore[attr-defined]
    if "nsubj:pass" not in labels and not labels >= LABELS:
        raise SettingsError(
            f"KG_SPACY_MODEL: {model} labels neither as Universal Dependencies nor as ClearNLP; take one that does or unset it"
        )
    if not model:
        # Imported late, since they bring what spaCy brings.
        from kg.text.exact import make_exact
        from kg.text.word_vectors import keep_vectors

        make_exact(nlp)
        keep_vectors(nlp)
    parser = Parser(nlp, _digest(source) if source.is_dir() else hashlib.sha256(model.encode()).hexdigest()[:16])
    if not model:
        parser.ask_vectors()
    return parser


def _digest(directory: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            total.update(path.relative_to(directory).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:16]
