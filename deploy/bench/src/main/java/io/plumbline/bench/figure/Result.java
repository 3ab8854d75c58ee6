package io.plumbline.bench.figure;

import java.util.List;
import java.util.Optional;

/// The result of one benchmark.
public record Result(String benchmark, List<Figure> figures) {

    public Result {
        figures = List.copyOf(figures);
    }

    /// The figure that measures the same thing as one of another run.
    Optional<Figure> matching(Figure other) {
        return figures.stream().filter(figure -> figure.isOf(other)).findFirst();
    }
}
