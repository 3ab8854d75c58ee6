package io.plumbline.bench.figure;

import java.util.List;
import java.util.Optional;

/// What one benchmark found.
public record Result(String benchmark, List<Figure> figures) {

    public Result {
        figures = List.copyOf(figures);
    }

    /// The figure here that measures the same thing as one of another run.
    Optional<Figure> matching(Figure other) {
        return figures.stream().filter(figure -> figure.isOf(other)).findFirst();
    }
}
