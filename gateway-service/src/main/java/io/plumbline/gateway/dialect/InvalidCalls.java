package io.plumbline.gateway.dialect;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/// Creates `invalid-call` problems with the invalid field as `param`.
public final class InvalidCalls {

    private InvalidCalls() {}

    /// @param param the field in the body
    /// @param message the expected value
    public static ProblemException at(String param, String message) {
        return CallProblem.INVALID_CALL.because(param + " " + message + ".").with("param", param);
    }

    /// @throws ProblemException unless the value is a list of at most `most` objects
    public static void requireObjects(JsonNode value, String param, int most) {
        if (!value.isArray() || value.size() > most) {
            throw at(param, "must be a list of at most " + most + " " + param);
        }
        for (int i = 0; i < value.size(); i++) {
            if (!value.get(i).isObject()) {
                throw at(param + "[" + i + "]", "must be an object");
            }
        }
    }
}
