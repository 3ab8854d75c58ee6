package io.plumbline.registry.promotion;

/// The stage of a version and whether it was in production at any time, which lets it go back there.
public record Position(Stage stage, boolean wasInProduction) {

    /// Where every version begins.
    public static final Position INITIAL = new Position(Stage.NONE, false);
}
