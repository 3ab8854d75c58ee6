package io.plumbline.kit.prompt;

/// Builds JSON BoundedPointers (RFC 6901) that quote only a bounded part of untrusted input.
final class BoundedPointers {

    private static final int MAX_NAME = 100;

    private BoundedPointers() {}

    static String escaped(String name) {
        String bounded = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        return bounded.replace("~", "~0").replace("/", "~1");
    }
}
