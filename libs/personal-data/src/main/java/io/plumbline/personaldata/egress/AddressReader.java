package io.plumbline.personaldata.egress;

/// Reads a text character by character and decides whether a value inserted at this point would become part of an
/// address of a host that is not allowed: of a bare address, of the target of a link or an image in Markdown, of
/// an attribute in HTML, of `url()` in CSS.
///
/// A bare address is read as generously as by the most lenient program that displays answers: with or without a
/// scheme, with any punctuation in it, between quotation marks also with spaces. Where only an address can stand,
/// a value may be inserted at its very beginning, after `mailto:` or `tel:`, or behind an allowed host that is
/// written plainly. Entities, escapes, user names before a host and relative addresses therefore need not be
/// understood.
///
/// Constant memory, and constant time for each character. Not thread-safe.
public final class AddressReader {

    private final BareAddress bare;
    private final MarkupReader markup;
    private final AddressPlace link;
    private final AddressPlace style;
    private final StringBuilder word = new StringBuilder();
    private Link state = Link.NONE;
    private boolean inStyle;
    private boolean escaped;
    private boolean lineEnded;
    private int depth;
    private char before;

    private enum Link {
        NONE,
        /// After `](` or `]:`, before the target.
        AWAITED,
        /// In round brackets.
        INLINE,
        /// In angle brackets, where spaces are allowed.
        POINTED,
        /// In a reference definition, up to a space.
        REFERENCE
    }

    public AddressReader(EgressRules rules) {
        bare = new BareAddress(rules);
        markup = new MarkupReader(bare);
        link = new AddressPlace(bare);
        style = new AddressPlace(bare);
    }

    /// Resets the state for another text.
    public void reset() {
        bare.reset();
        markup.reset();
        word.setLength(0);
        state = Link.NONE;
        inStyle = false;
        escaped = false;
        before = '\0';
    }

    public void read(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            read(text.charAt(i));
        }
    }

    /// Reads the next character.
    public void read(char c) {
        bare.read(c);
        markup.read(c);
        readLink(c);
        readStyle(c);
        escaped = c == '\\' && !escaped;
        before = c;
    }

    /// Whether a value may be inserted here.
    public boolean admits() {
        boolean inLink = state != Link.NONE && !(state == Link.AWAITED ? isPlain() : link.admits(isPlain()));
        return bare.admits() && !inLink && !(inStyle && !style.admits(isPlain())) && markup.admits();
    }

    /// Whether a relative address leads to the site that displays the text.
    private boolean isPlain() {
        return !markup.isRebased();
    }

    /// Whether the reader is within an address, or in a place for one.
    public boolean isInside() {
        return state != Link.NONE || inStyle || bare.isInside() || markup.isInValue();
    }

    /// Whether the text has contained an address of a host that is not allowed.
    public boolean hasForeign() {
        return bare.hasForeign();
    }

    /// Whether the text began with an address of a host that is not allowed.
    public boolean beginsForeign() {
        return bare.beginsForeign();
    }

    /// Whether the text has contained an address.
    public boolean hasAddress() {
        return bare.hasAddress();
    }

    private void readLink(char c) {
        switch (state) {
            case NONE -> {
                if (before == ']' && (c == '(' || c == ':')) {
                    state = Link.AWAITED;
                    link.begin();
                    depth = c == '(' ? 0 : -1;
                    lineEnded = false;
                }
            }
            case AWAITED -> awaited(c);
            case INLINE -> {
                link.read(c);
                if (c == '\n' || (c == ')' && !escaped && depth-- == 0)) {
                    state = Link.NONE;
                } else if (c == '(' && !escaped) {
                    depth++;
                }
            }
            case POINTED -> {
                link.read(c);
                if (c == '\n' || (c == '>' && !escaped)) {
                    state = Link.NONE;
                }
            }
            case REFERENCE -> {
                link.read(c);
                if (c <= ' ') {
                    state = Link.NONE;
                }
            }
        }
    }

    /// Spaces and one line end are allowed before the target.
    private void awaited(char c) {
        if (c == '\n' ? lineEnded : c == ')' && depth == 0) {
            state = Link.NONE;
        } else if (c == '\n') {
            lineEnded = true;
        } else if (c == '<') {
            state = Link.POINTED;
        } else if (c > ' ') {
            state = depth < 0 ? Link.REFERENCE : Link.INLINE;
            depth += c == '(' ? 1 : 0;
            link.read(c);
        }
    }

    private void readStyle(char c) {
        if (inStyle) {
            if (c == ')' || c == '\n') {
                inStyle = false;
            } else if (style.hasBegun() || (c > ' ' && c != '"' && c != '\'')) {
                style.read(c);
            }
        } else if (c == '(' && "url".contentEquals(word)) {
            inStyle = true;
            style.begin();
        }
        if (!BareAddress.isLetter(c)) {
            word.setLength(0);
        } else if (word.length() <= "url".length()) {
            word.append((char) (c | 0x20));
        }
    }
}
