package io.plumbline.standalone.demo.cast;

/// API keys, `plk_<id>_<secret>`, whose id may be displayed.
public final class ApiKeyIds {

    private static final String PREFIX = "plk_";

    private ApiKeyIds() {}

    public static String idOf(String key) {
        return key.substring(PREFIX.length(), key.indexOf('_', PREFIX.length()));
    }

    public static String shown(String key) {
        return PREFIX + idOf(key) + "_…";
    }
}
