package io.plumbline.standalone.demo;

/// API keys, `plk_<id>_<secret>`, of which the id may be shown.
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
