package io.plumbline.personaldata.egress;

/// Finds addresses anywhere in a text. An address right after a quotation mark extends to the next quotation
/// mark; any other to the next space. If one word contains several, all have to be allowed. Not thread-safe.
final class BareAddress {

    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_SCHEME = 8;
    private static final String SCHEMES = " http https ws wss ftp ftps sftp ";

    /// After these characters, no address without a scheme begins.
    private static final String JOINING = "/\\_@%&~";

    private final EgressRules rules;
    private final StringBuilder host = new StringBuilder();
    private final StringBuilder scheme = new StringBuilder();
    private State state = State.NONE;
    private boolean allowed;
    private boolean hasForeign;
    private boolean hasAddress;
    private boolean beginsForeign;
    private boolean begins;
    private boolean json;
    /// The length of the text without leading spaces.
    private int length;
    /// The position of the host in the text, counted from 1.
    private int hostAt;

    private char opening;
    private char quote;
    private char before;
    private char twoBefore;

    private enum State {
        /// No address has begun in this word, but the word may turn out to be one.
        NONE,
        MAYBE_PORT,
        HOST,
        PORT,
        PATH
    }

    BareAddress(EgressRules rules) {
        this.rules = rules;
    }

    static boolean isLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z' && c < 128;
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    void reset() {
        end();
        scheme.setLength(0);
        hasForeign = false;
        hasAddress = false;
        beginsForeign = false;
        json = false;
        length = 0;
        before = '\0';
        twoBefore = '\0';
    }

    private void end() {
        state = State.NONE;
        host.setLength(0);
        quote = '\0';
        opening = '\0';
    }

    boolean admits() {
        return switch (state) {
            case NONE, MAYBE_PORT -> true;
            case HOST, PORT -> false;
            case PATH -> allowed;
        };
    }

    boolean isInside() {
        return state == State.HOST || state == State.PORT || state == State.PATH;
    }

    /// Whether the position is behind an allowed host.
    boolean isAllowed() {
        return state == State.PATH && allowed;
    }

    /// Whether the position is behind a host that is not allowed.
    boolean isForeign() {
        return state == State.PATH && !allowed;
    }

    /// Whether the text has contained an address of a host that is not allowed, including one that ends here.
    boolean hasForeign() {
        return hasForeign || endsForeign();
    }

    /// Whether the text began with such an address.
    boolean beginsForeign() {
        return beginsForeign || (begins && endsForeign());
    }

    boolean hasAddress() {
        return hasAddress;
    }

    private boolean endsForeign() {
        return (state == State.HOST || state == State.PORT) && !(allowed && rules.allows(host.toString()));
    }

    void read(char c) {
        if (c > ' ' && length < 2) {
            json = length == 0 ? c == '{' : json || (before == '[' && (c == '{' || c == '"'));
        }
        length += c > ' ' || length > 0 ? 1 : 0;
        if (isEnd(c)) {
            beginsForeign = beginsForeign();
            hasForeign = hasForeign();
            begins = false;
            end();
        } else if (isSlash(c) && isSlash(before) && beginsHost(c)) {
            host();
        } else {
            switch (state) {
                case NONE -> none(c);
                case MAYBE_PORT -> maybePort(c);
                case HOST -> host(c);
                case PORT -> port(c);
                case PATH -> {
                    // whatever it is
                }
            }
        }
        readScheme(c);
        twoBefore = before;
        before = c;
    }

    private boolean isEnd(char c) {
        if (quote != '\0') {
            return c == quote || c == '\n';
        }
        return c <= ' ' || c == '<' || c == '>' || (c == '"' && json);
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    /// Whether two slashes begin a host: behind a scheme, or at the start of the text or between brackets or
    /// quotation marks.
    private boolean beginsHost(char c) {
        if (twoBefore == ':') {
            return scheme.length() > 1 && (SCHEMES.contains(" " + scheme + " ") || (c == '/' && before == '/'));
        }
        return !isInside() && c == '/' && before == '/' && "\0\"'(=".indexOf(twoBefore) >= 0;
    }

    private void host() {
        boolean first = !isInside();
        boolean named = twoBefore != ':' || SCHEMES.contains(" " + scheme + " ");
        boolean plain = before == '/';
        if (first) {
            quote = opening;
            begins = length == (twoBefore == ':' ? scheme.length() + 3 : 2);
        }
        allowed = (first || allowed) && named && plain;
        hasAddress = true;
        host.setLength(0);
        state = State.HOST;
    }

    private void none(char c) {
        if (isHostPart(c) && (!host.isEmpty() || JOINING.indexOf(before) < 0 || before == '\0')) {
            hostAt = host.isEmpty() ? length : hostAt;
            append(c);
        } else if (c == ':' && isName()) {
            state = State.MAYBE_PORT;
        } else if (isBehindHost(c) && isName()) {
            pathOfName();
        } else {
            host.setLength(0);
            opening = c == '"' || c == '\'' ? c : c == ':' || isSlash(c) ? opening : '\0';
        }
    }

    private void maybePort(char c) {
        if (before != ':' && isBehindHost(c)) {
            pathOfName();
        } else if (!isDigit(c)) {
            state = State.NONE;
            host.setLength(0);
            none(c);
        }
    }

    /// Handles a name that turns out to be an address without a scheme.
    private void pathOfName() {
        quote = opening;
        allowed = true;
        begins = hostAt == 1;
        hasAddress = true;
        path(true);
    }

    private void host(char c) {
        if (isHostPart(c) && host.length() < LONGEST_HOST) {
            append(c);
        } else if (c == ':') {
            state = State.PORT;
        } else {
            path(isBehindHost(c));
        }
    }

    private void port(char c) {
        if (!isDigit(c)) {
            path(isBehindHost(c));
        }
    }

    private void path(boolean plain) {
        allowed = allowed && plain && rules.allows(host.toString());
        state = State.PATH;
        hasForeign |= !allowed;
        beginsForeign |= begins && !allowed;
    }

    private void append(char c) {
        if (host.length() < LONGEST_HOST) {
            host.append(lower(c));
        }
    }

    private static boolean isBehindHost(char c) {
        return c == '/' || c == '?' || c == '#';
    }

    private static boolean isHostPart(char c) {
        return isLetter(c) || isDigit(c) || c == '.' || c == '-';
    }

    /// Whether this is a name that ends in a domain: not `3.5`, nor `e.g.`.
    private boolean isName() {
        int dot = host.lastIndexOf(".");
        if (dot < 1 || host.length() - dot < 3) {
            return false;
        }
        boolean letters = true;
        for (int i = dot + 1; i < host.length(); i++) {
            letters &= isLetter(host.charAt(i));
        }
        return letters || host.indexOf("xn--", dot) == dot + 1;
    }

    private void readScheme(char c) {
        if (isSchemePart(c)) {
            if (!isSchemePart(before)) {
                scheme.setLength(0);
            }
            if (scheme.length() <= LONGEST_SCHEME) {
                scheme.append(lower(c));
            }
        }
    }

    private static boolean isSchemePart(char c) {
        return isLetter(c) || isDigit(c) || c == '+' || c == '.' || c == '-';
    }
}
