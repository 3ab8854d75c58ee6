package io.plumbline.simulator.tool;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// The source of values for [SchemaFiller]. Values that do not fit the schema are adapted.
public interface FillValues {
    /// Whether to fill an optional property.
    boolean wants(String name);

    String text(String name, String format);

    double number(String name, double least, double most);

    boolean flag(String name);

    /// The index of one of the allowed values.
    int choose(String name, List<JsonNode> allowed);
}
