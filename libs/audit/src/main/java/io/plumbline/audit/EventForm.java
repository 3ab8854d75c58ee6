package io.plumbline.audit;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The permitted form of each member of an event.
final class EventForm {
    static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9]{0,31}");
    static final Pattern TEAM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9]{0,31}(?:\\.[a-z][A-Za-z0-9]{0,63}){2}");
    static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
    /// Excludes '@' and white space, so that no e-mail address or person's name is accepted as an id.
    static final Pattern OPAQUE_ID = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");
    static final Pattern PSEUDONYM = Pattern.compile("s_[0-9a-f]{32}");

    /// Recently accepted values, because most events repeat earlier ones.
    private static final AtomicReferenceArray<@Nullable Passed> PASSED = new AtomicReferenceArray<>(1 << 8);

    private EventForm() {}

    private record Passed(Pattern pattern, String value) {}

    static String require(Pattern pattern, String value, String member) {
        int slot = (value.hashCode() * 31 + System.identityHashCode(pattern)) & (PASSED.length() - 1);
        Passed passed = PASSED.get(slot);
        if (passed != null && passed.pattern().equals(pattern) && passed.value().equals(value)) {
            return value;
        }
        if (pattern.matcher(value).matches()) {
            PASSED.set(slot, new Passed(pattern, value));
        } else {
            throw new IllegalArgumentException("An audit event's %s must match %s".formatted(member, pattern));
        }
        return value;
    }

    static String requireText(String value, int maximum, String member) {
        if (value.isBlank() || value.length() > maximum || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "An audit event's %s must have 1 to %d characters and no control characters"
                            .formatted(member, maximum));
        }
        return value;
    }
}
