package io.plumbline.eval.benchmark.instruction;

import java.util.List;
import java.util.Map;

/// The arguments of an instruction.
///
/// @param values by their published names
/// @param prompt the whole prompt
record InstructionArguments(Map<String, Object> values, String prompt) {

    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    int number(String name) {
        return values.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /// Whether a number is as the relation demands: `less than` or `at least`.
    boolean compares(int actual, String relation, String threshold) {
        return text(relation).equals("less than") ? actual < number(threshold) : actual >= number(threshold);
    }
}
