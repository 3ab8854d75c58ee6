package io.plumbline.console.judge;

import java.util.ArrayList;
import java.util.List;

/// The joint counts of the judge's and people's levels as a shaded table.
///
/// @param levels people's, from the lowest
/// @param rows the judge's, from the highest
/// @param same number on the diagonal
/// @param near number at most one level off it
record ConfusionView(List<Integer> levels, List<Row> rows, int items, int same, int near) {

    private static final int SHADES = 4;

    record Row(int level, List<Cell> cells) {}

    /// @param style classes of the cell
    record Cell(int count, String style) {}

    /// @param counts `[judge's level][people's level]`
    /// @param lowest level of the rubric
    static ConfusionView of(int[][] counts, int lowest) {
        int most = 1;
        int items = 0;
        int same = 0;
        int near = 0;
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            levels.add(lowest + i);
            for (int j = 0; j < counts.length; j++) {
                most = Math.max(most, counts[i][j]);
                items += counts[i][j];
                same += i == j ? counts[i][j] : 0;
                near += Math.abs(i - j) <= 1 ? counts[i][j] : 0;
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = counts.length - 1; i >= 0; i--) {
            List<Cell> cells = new ArrayList<>();
            for (int j = 0; j < counts.length; j++) {
                cells.add(new Cell(counts[i][j], style(counts[i][j], most, i == j)));
            }
            rows.add(new Row(lowest + i, cells));
        }
        return new ConfusionView(levels, rows, items, same, near);
    }

    private static String style(int count, int most, boolean diagonal) {
        int shade = (int) Math.ceil((double) SHADES * count / most);
        return "heat-" + shade + (diagonal ? " same" : "");
    }
}
