package io.plumbline.eval.report;

import java.util.List;

/// A report for a risk committee, independent of its format. It contains no text of prompts or answers.
///
/// @param outcome the verdict, or the status without one
/// @param title what was measured, on which system
/// @param facts about the run
public record CommitteeReport(String outcome, String title, List<Fact> facts, List<Section> sections) {

    public CommitteeReport {
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
    }

    public record Fact(String name, String text) {}

    /// @param paragraphs before the table
    /// @param table without rows if the section has none
    public record Section(String heading, List<String> paragraphs, Table table) {

        public Section {
            paragraphs = List.copyOf(paragraphs);
        }

        public Section(String heading, String... paragraphs) {
            this(heading, List.of(paragraphs), new Table(List.of(), List.of()));
        }
    }

    /// @param columns their headings
    /// @param rows of as many texts; the first names the row
    public record Table(List<String> columns, List<List<String>> rows) {

        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }
}
