package io.plumbline.governance.audit.tile;

import io.plumbline.audit.merkle.Tiles;
import io.plumbline.kit.problem.RequestProblem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The position of a tile in its level, as in c2sp.org/tlog-tiles: `x001/x234/067`, with the suffix `.p/12` for
/// a partial tile.
///
/// @param width number of its hashes requested, 1 to 256
record TileAddress(long index, int width) {

    /// Far more than a log of 64 bits contains, without overflow.
    private static final Pattern TEXT = Pattern.compile("/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /// @throws io.plumbline.kit.problem.ProblemException 404 if no such tile can exist
    static TileAddress parse(String path) {
        Matcher text = TEXT.matcher(path);
        if (!text.matches()) {
            throw notFound();
        }
        long index = Long.parseLong(text.group(1).replace("x", "").replace("/", ""));
        int width = text.group(2) == null ? Tiles.WIDTH : Integer.parseInt(text.group(2));
        if (text.group(1).startsWith("x000/")
                || width > Tiles.WIDTH
                || (text.group(2) != null && width == Tiles.WIDTH)) {
            throw notFound();
        }
        return new TileAddress(index, width);
    }

    long first() {
        return index * Tiles.WIDTH;
    }

    static RuntimeException notFound() {
        return RequestProblem.NOT_FOUND.because("The log has no such tile. Read its size from /checkpoint first.");
    }
}
