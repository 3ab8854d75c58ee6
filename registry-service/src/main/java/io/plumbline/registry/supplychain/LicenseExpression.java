package io.plumbline.registry.supplychain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An SPDX licence expression: identifiers joined by `OR`, `AND`, `WITH` and parentheses. `AND` binds closer
/// than `OR`. Identifiers are compared without case, as SPDX says.
///
/// Not thread-safe: it evaluates once.
final class LicenseExpression {

    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9.+:-]+)");
    private static final int DEEPEST = 20;

    private final List<String> tokens;
    private final Set<String> allowed;
    private int at;

    private LicenseExpression(List<String> tokens, Set<String> allowed) {
        this.tokens = tokens;
        this.allowed = allowed;
    }

    /// Whether a version under this licence may be used where these licences are allowed. One side of an `OR`
    /// suffices; a licence `WITH` an exception must be allowed together with it. A text that is not an
    /// expression is allowed only if it is listed as it is.
    static boolean isAllowed(String license, List<String> allowed) {
        Set<String> lower = allowed.stream().map(LicenseExpression::lower).collect(Collectors.toSet());
        if (lower.contains(lower(license.strip()))) {
            return true;
        }
        List<String> tokens = tokens(license);
        LicenseExpression expression = new LicenseExpression(tokens, lower);
        try {
            return !tokens.isEmpty() && expression.either(0) && expression.at == tokens.size();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text.strip());
        int end = 0;
        while (token.lookingAt()) {
            tokens.add(token.group(1));
            end = token.end();
            token.region(end, text.strip().length());
        }
        return end == text.strip().length() ? tokens : List.of();
    }

    private boolean either(int depth) {
        boolean holds = both(depth);
        while (takes("OR")) {
            holds |= both(depth);
        }
        return holds;
    }

    private boolean both(int depth) {
        boolean holds = one(depth);
        while (takes("AND")) {
            holds &= one(depth);
        }
        return holds;
    }

    private boolean one(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("too deep");
        }
        if (takes("(")) {
            boolean holds = either(depth + 1);
            if (!takes(")")) {
                throw new IllegalArgumentException("no closing parenthesis");
            }
            return holds;
        }
        String name = next();
        if (takes("WITH")) {
            return allowed.contains(lower(name + " with " + next()));
        }
        return allowed.contains(lower(name));
    }

    private boolean takes(String token) {
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(token)) {
            at++;
            return true;
        }
        return false;
    }

    private String next() {
        if (at == tokens.size() || "()".contains(tokens.get(at))) {
            throw new IllegalArgumentException("no licence");
        }
        return tokens.get(at++);
    }
}
