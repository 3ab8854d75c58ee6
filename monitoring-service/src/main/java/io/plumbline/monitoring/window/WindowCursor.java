package io.plumbline.monitoring.window;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import java.time.DateTimeException;
import java.time.Instant;

/// The start of a page of windows. It contains the range of the first page, because spans start at that range and
/// "the last hour" moves.
///
/// @param place the last window of the previous page
record WindowCursor(Instant from, Instant to, CallWindow.Place place) {

    static final int PARTS = 11;

    static Cursor behind(CallWindow.Place last, Instant from, Instant to) {
        return Cursor.of(
                from,
                to,
                last.from(),
                last.team(),
                last.route(),
                last.variant(),
                last.model(),
                last.prompt(),
                last.inputLength(),
                last.language(),
                last.tag());
    }

    static WindowCursor of(Cursor cursor) {
        try {
            WindowCursor read = new WindowCursor(
                    Instant.parse(cursor.text(0)),
                    Instant.parse(cursor.text(1)),
                    new CallWindow.Place(
                            Instant.parse(cursor.text(2)),
                            cursor.text(3),
                            cursor.text(4),
                            cursor.text(5),
                            cursor.text(6),
                            cursor.text(7),
                            cursor.text(8),
                            cursor.text(9),
                            cursor.text(10)));
            if (read.place().from().isBefore(read.from()) || read.place().from().isAfter(read.to())) {
                throw invalid();
            }
            return read;
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this list. Start without one.");
    }
}
