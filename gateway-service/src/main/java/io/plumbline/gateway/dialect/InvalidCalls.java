package io.plumbline.gateway.dialect;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/// Refusals of requests that are not valid, with the place at fault as `param`.
public final class InvalidCalls {

    private InvalidCalls() {}

    /// @param param where in the body
    /// @param message what must be there
    public static ProblemException at(String param, String message) {
        return CallProblem.INVALID_CALL.because(param + " " + message + ".").with("param", param);
    }

    /// @throws ProblemException unless the value is a list of objects, and not too long a one
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
