package io.plumbline.gateway.provider.trial;

import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProviderTrialController {

    private final ProviderTrial trial;

    ProviderTrialController(ProviderTrial trial) {
        this.trial = trial;
    }

    /// @param model the provider's name for the model to call; the first of its models unless set
    record TrialRequest(@Size(min = 1, max = 200) @Nullable String model) {}

    /// Tests the connection: sends a request of a few tokens with the stored credential to one model. The provider may
    /// charge for it.
    @PostMapping("/api/v1/providers/{name}/test")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    TrialResponse test(
            @PathVariable @Pattern(regexp = NamedDocumentController.NAME) String name,
            @Valid @RequestBody(required = false) @Nullable TrialRequest request) {
        return trial.test(name, request == null ? null : request.model());
    }
}
