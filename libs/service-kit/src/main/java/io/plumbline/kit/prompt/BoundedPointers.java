package io.plumbline.kit.prompt;

/// Builds JSON Pointers (RFC 6901) that quote only a bounded part of untrusted input.
final class Pointers {

    private static final int MAX_NAME = 100;

    private Pointers() {}

    static String escaped(String name) {
        String bounded = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        return bounded.replace("~", "~0").replace("/", "~1");
    }
}
