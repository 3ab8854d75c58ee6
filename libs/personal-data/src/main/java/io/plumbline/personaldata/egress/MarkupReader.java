package io.plumbline.personaldata.egress;

/// Reads tags of HTML as browsers do, and Markdown's `<scheme:...>`. Not thread-safe.
final class MarkupReader {

    private static final int LONGEST_NAME = 16;

    /// Attributes that hold an address, or text that may contain one in another notation.
    private static final String ADDRESSES =
            " src srcset imagesrcset href xlink:href action formaction poster background data lowsrc dynsrc ping icon cite"
                    + " longdesc manifest codebase classid archive profile style srcdoc content ";

    private final BareAddress bare;
    private final AddressPlace value;
    private final StringBuilder name = new StringBuilder();
    private Part part = Part.TEXT;
    private char quote;
    private boolean address;
    private boolean foreign;
    private boolean rebased;

    private enum Part {
        TEXT,
        OPEN,
        NAME,
        LINK,
        BETWEEN,
        ATTRIBUTE,
        AFTER_ATTRIBUTE,
        BEFORE_VALUE,
        VALUE
    }

    /// @param bare reads each character before this does
    MarkupReader(BareAddress bare) {
        this.bare = bare;
        this.value = new AddressPlace(bare);
    }

    void reset() {
        part = Part.TEXT;
        rebased = false;
    }

    /// Whether an element has changed the base of relative addresses.
    boolean isRebased() {
        return rebased;
    }

    boolean isInValue() {
        return part == Part.LINK || part == Part.BEFORE_VALUE || part == Part.VALUE;
    }

    /// Whether a value may be inserted here.
    boolean admits() {
        return switch (part) {
            case LINK -> value.admits(!rebased);
            case BEFORE_VALUE -> !(address && rebased);
            case VALUE -> address ? value.admits(!rebased) : !foreign;
            default -> true;
        };
    }

    void read(char c) {
        switch (part) {
            case TEXT -> part = c == '<' ? Part.OPEN : Part.TEXT;
            case OPEN -> open(c);
            case NAME -> name(c);
            case LINK -> {
                value.read(c);
                part = c == '>' || c == '\n' ? Part.TEXT : c <= ' ' ? Part.BETWEEN : Part.LINK;
            }
            case BETWEEN -> between(c);
            case ATTRIBUTE -> attribute(c);
            case AFTER_ATTRIBUTE -> {
                if (c == '=') {
                    valueBegins();
                } else if (c > ' ') {
                    between(c);
                }
            }
            case BEFORE_VALUE -> beforeValue(c);
            case VALUE -> value(c);
        }
    }

    private void open(char c) {
        if (BareAddress.isLetter(c)) {
            name.setLength(0);
            append(c);
            part = Part.NAME;
        } else {
            part = c == '<' ? Part.OPEN : Part.TEXT;
        }
    }

    /// The name of an element, or of a scheme.
    private void name(char c) {
        if (c == ':') {
            append(c);
            value.begin();
            for (int i = 0; i < name.length(); i++) {
                value.read(name.charAt(i));
            }
            part = Part.LINK;
        } else if (c == '>') {
            part = Part.TEXT;
        } else if (c <= ' ' || c == '/') {
            rebased |= "base".contentEquals(name);
            part = Part.BETWEEN;
        } else {
            append(c);
        }
    }

    private void between(char c) {
        if (c == '>') {
            part = Part.TEXT;
        } else if (c <= ' ' || c == '/') {
            part = Part.BETWEEN;
        } else {
            name.setLength(0);
            append(c);
            part = Part.ATTRIBUTE;
        }
    }

    private void attribute(char c) {
        switch (c) {
            case '=' -> valueBegins();
            case '>' -> part = Part.TEXT;
            case '/' -> part = Part.BETWEEN;
            default -> {
                if (c <= ' ') {
                    part = Part.AFTER_ATTRIBUTE;
                } else {
                    append(c);
                }
            }
        }
    }

    private void append(char c) {
        if (name.length() < LONGEST_NAME) {
            name.append(BareAddress.lower(c));
        }
    }

    private void valueBegins() {
        boolean handler = name.length() > 2 && name.charAt(0) == 'o' && name.charAt(1) == 'n';
        address = handler || ADDRESSES.contains(" " + name + " ");
        foreign = false;
        value.begin();
        part = Part.BEFORE_VALUE;
    }

    private void beforeValue(char c) {
        if (c == '>') {
            part = Part.TEXT;
        } else if (c == '"' || c == '\'') {
            quote = c;
            part = Part.VALUE;
        } else if (c > ' ') {
            quote = '\0';
            part = Part.VALUE;
            value(c);
        }
    }

    private void value(char c) {
        if (quote == '\0' ? c <= ' ' : c == quote) {
            part = Part.BETWEEN;
        } else if (quote == '\0' && c == '>') {
            part = Part.TEXT;
        } else {
            foreign |= bare.isForeign();
            value.read(c);
        }
    }
}
