package io.plumbline.standalone.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What `bench` was asked to do.
///
/// @param json    where the figures go; a place is chosen if it is empty
/// @param compare the figures of an earlier run
/// @param data    a folder of corpora to compare with
record BenchRequest(
        List<String> names, boolean brief, Optional<Path> json, Optional<Path> compare, Optional<Path> data) {

    /// @param words checked by the script: a flag that takes a file has one
    static BenchRequest of(List<String> words) {
        List<String> names = new ArrayList<>();
        boolean brief = false;
        Optional<Path> json = Optional.empty();
        Optional<Path> compare = Optional.empty();
        Optional<Path> data = Optional.empty();
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--brief" -> brief = true;
                case "--json" -> json = Optional.of(Path.of(rest.pop()));
                case "--compare" -> compare = Optional.of(Path.of(rest.pop()));
                case "--data" -> data = Optional.of(Path.of(rest.pop()));
                default -> names.add(word);
            }
        }
        return new BenchRequest(List.copyOf(names), brief, json, compare, data);
    }
}
