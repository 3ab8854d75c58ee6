package io.plumbline.guardrails.pii;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Labels that say what the number behind them is: lines of `ENTITY: label, label`.
final class LabelTable {

    private LabelTable() {}

    /// The labels of each entity, in the order of the file.
    ///
    /// @param name of a resource beside this class
    static Map<String, String[]> read(String name) {
        try (InputStream in = LabelTable.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing list: " + name);
            }
            Map<String, String[]> labels = new LinkedHashMap<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    int colon = line.indexOf(": ");
                    labels.put(
                            line.substring(0, colon), line.substring(colon + 2).split(", "));
                }
            }
            return labels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
