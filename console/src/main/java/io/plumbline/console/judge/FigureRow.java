package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Measured;
import io.plumbline.web.chart.Range;
import io.plumbline.web.chart.Range.Mark;
import java.util.List;

/// A figure of a calibration with its interval.
///
/// @param meaning in plain words
public record FigureRow(String name, String meaning, String value, String interval, Range chart) {

    private static final double TENTATIVE = 0.667;
    private static final double RELIABLE = 0.8;

    /// A share, or a correlation.
    static FigureRow of(String name, String meaning, Measured measured, double least, double most) {
        return row(name, meaning, Figures.number(measured.value()), measured, List.of(), least, most);
    }

    /// A kappa, with the limits of reliability.
    static FigureRow kappa(String name, String meaning, Measured measured) {
        return row(
                name,
                meaning,
                Figures.number(measured.value()),
                measured,
                List.of(Mark.reference("tentative", TENTATIVE), Mark.reference("reliable", RELIABLE)),
                0,
                1);
    }

    /// A figure whose ideal value is `ideal`.
    static FigureRow bias(String name, String meaning, Measured measured, double ideal) {
        String value = ideal == 0 ? Figures.signed(measured.value()) : Figures.number(measured.value());
        double reach = Math.max(Math.abs(measured.ciLow() - ideal), Math.abs(measured.ciHigh() - ideal));
        return row(
                name, meaning, value, measured, List.of(Mark.reference("none", ideal)), ideal - reach, ideal + reach);
    }

    private static FigureRow row(
            String name, String meaning, String value, Measured measured, List<Mark> marks, double least, double most) {
        String interval = Figures.interval(measured.ciLow(), measured.ciHigh());
        return new FigureRow(
                name,
                meaning,
                value,
                interval,
                Range.of(
                        name + " " + value + ", interval " + interval,
                        measured.value(),
                        measured.ciLow(),
                        measured.ciHigh(),
                        marks,
                        least,
                        most));
    }
}
