package io.plumbline.gateway.provider;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Why a provider is refused.
enum ProviderProblem implements ProblemType {
    PROVIDER_ADDRESS_REFUSED(HttpStatus.BAD_REQUEST, "Providers may not use this address"),
    PROVIDER_CREDENTIAL_REQUIRED(HttpStatus.BAD_REQUEST, "A new address needs the credential again"),
    PROVIDER_IN_USE(HttpStatus.CONFLICT, "The provider is in use");

    private final HttpStatus status;
    private final String title;

    ProviderProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
