package io.plumbline.standalone.demo;

/// API keys, `plk_<id>_<secret>`, whose id may be displayed.
final class ApiKeys {

    private static final String PREFIX = "plk_";

    private ApiKeys() {}

    static String idOf(String key) {
        return key.substring(PREFIX.length(), key.indexOf('_', PREFIX.length()));
    }

    static String shown(String key) {
        return PREFIX + idOf(key) + "_…";
    }
}
