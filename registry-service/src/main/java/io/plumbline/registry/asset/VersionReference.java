package io.plumbline.registry.asset;

/// A reference to a version: `name@version`.
public record VersionReference(String name, int version) {

    /// @param text matches [Names#REFERENCE]
    public static VersionReference parse(String text) {
        int at = text.lastIndexOf('@');
        return new VersionReference(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
