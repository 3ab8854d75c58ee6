package io.plumbline.personaldata.egress;

/// A place that holds only an address. Not thread-safe.
final class AddressPlace {

    private static final int LONGEST_PREFIX = 8;

    private final BareAddress bare;
    private final StringBuilder prefix = new StringBuilder(LONGEST_PREFIX);
    private boolean foreign;

    /// @param bare reads each character before this does
    AddressPlace(BareAddress bare) {
        this.bare = bare;
    }

    void begin() {
        prefix.setLength(0);
        foreign = false;
    }

    void read(char c) {
        if (prefix.length() < LONGEST_PREFIX) {
            prefix.append(BareAddress.lower(c));
        }
        foreign |= bare.isForeign();
    }

    boolean hasBegun() {
        return !prefix.isEmpty();
    }

    /// Whether a value may be inserted here.
    ///
    /// @param atBeginning whether a value may begin the address
    boolean admits(boolean atBeginning) {
        if (prefix.isEmpty()) {
            return atBeginning;
        }
        if ("mailto:".contentEquals(prefix) || "tel:".contentEquals(prefix)) {
            return true;
        }
        return !foreign && bare.isAllowed() && (prefix.indexOf("https://") == 0 || prefix.indexOf("http://") == 0);
    }
}
