package io.plumbline.gateway.inspection;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.personaldata.detect.Category;
import jakarta.validation.Valid;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GuardCalibrationController {

    private final GuardCalibration calibration;
    private final NamedPolicies policies;

    GuardCalibrationController(GuardCalibration calibration, NamedPolicies policies) {
        this.calibration = calibration;
        this.policies = policies;
    }

    @PostMapping("/api/v1/guardrails/calibrations")
    @RequiresPermission(Permission.GUARDRAIL_INSPECT)
    CalibrationResponse calibrate(@Valid @RequestBody CalibrationRequest request) {
        if (request.characters() > CalibrationRequest.MOST_CHARACTERS) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A sample may have at most " + CalibrationRequest.MOST_CHARACTERS + " characters.")
                    .at("/harmless", "has too many characters together with the attacks");
        }
        return calibration.calibrate(
                request.stage().stage(),
                policies.named(request.policy()),
                categories(request.categories()),
                request.rate(),
                request.harmless(),
                request.attacksOrNone());
    }

    private static Set<Category> categories(@Nullable List<String> names) {
        if (names == null) {
            return EnumSet.of(Category.PROMPT_INJECTION, Category.JAILBREAK);
        }
        Set<Category> categories = EnumSet.noneOf(Category.class);
        for (int i = 0; i < names.size(); i++) {
            String pointer = "/categories/" + i;
            categories.add(Category.of(names.get(i))
                    .orElseThrow(() -> RequestProblem.INVALID_REQUEST
                            .because("No category has this name.")
                            .at(pointer, "must be a category of guard policies")));
        }
        return categories;
    }
}
