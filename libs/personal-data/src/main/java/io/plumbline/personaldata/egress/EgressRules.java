package io.plumbline.personaldata.egress;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where the data of a call may go besides the model. Guard policies have it as their section `egress`.
///
/// @param routingMembers the action for members of a request that make an upstream call another model or server
/// @param allowedHosts hosts to which addresses in answers may carry the caller's own values: `wiki.example.com`,
///     or `*.example.com` for every host below that domain
public record EgressRules(RoutingMembers routingMembers, Set<String> allowedHosts) {

    /// Refuses routing members and allows no host.
    public static final EgressRules DEFAULT = new EgressRules(RoutingMembers.REFUSE, Set.of());

    public static final int MOST_HOSTS = 1_000;

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String BELOW = "*.";

    public EgressRules {
        allowedHosts = Set.copyOf(allowedHosts);
        for (String host : allowedHosts) {
            if (!isHost(host)) {
                throw new IllegalArgumentException("not a host: " + host);
            }
        }
    }

    /// The action for a routing member.
    public enum RoutingMembers {
        /// The call is refused.
        REFUSE,
        /// The member is removed, and the answer reports it.
        DROP;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }

        public static Optional<RoutingMembers> of(String wireName) {
            for (RoutingMembers each : values()) {
                if (each.wireName.equals(wireName)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /// Whether the pattern is valid as an allowed host: a name in lower-case ASCII, or `*.` and a domain of at
    /// least two labels.
    public static boolean isHost(String pattern) {
        boolean below = pattern.startsWith(BELOW);
        String name = below ? pattern.substring(BELOW.length()) : pattern;
        if (name.isEmpty() || name.length() > LONGEST_NAME || (below && name.indexOf('.') < 0)) {
            return false;
        }
        int label = 0;
        for (int i = 0; i <= name.length(); i++) {
            char c = i == name.length() ? '.' : name.charAt(i);
            if (c == '.') {
                if (label == 0 || label > LONGEST_LABEL || name.charAt(i - 1) == '-') {
                    return false;
                }
                label = 0;
            } else if (isLetterOrDigit(c) || (c == '-' && label > 0)) {
                label++;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /// Whether a host is allowed.
    ///
    /// @param host in lower case
    public boolean allows(String host) {
        if (allowedHosts.isEmpty()) {
            return false;
        }
        if (allowedHosts.contains(host)) {
            return true;
        }
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (dot > 0 && allowedHosts.contains("*" + host.substring(dot))) {
                return true;
            }
        }
        return false;
    }
}
