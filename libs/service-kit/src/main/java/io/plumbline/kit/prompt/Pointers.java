package io.plumbline.kit.prompt;

/// JSON Pointers (RFC 6901) that quote at most a bounded part of what came from outside.
final class Pointers {

    private static final int MAX_NAME = 100;

    private Pointers() {}

    static String escaped(String name) {
        String bounded = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        return bounded.replace("~", "~0").replace("/", "~1");
    }
}
