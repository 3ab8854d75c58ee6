package io.plumbline.gateway.price;

import io.plumbline.gateway.document.DocumentResource;
import io.plumbline.gateway.document.NamedDocuments;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/prices")
class OwnPriceController {

    private final DocumentResource<OwnPriceRules.Terms, OwnPriceRequest, OwnPriceResponse> prices;

    OwnPriceController(NamedDocuments<OwnPriceRules.Terms> documents, OwnPriceRules rules) {
        this.prices = new DocumentResource<>("/api/v1/prices", documents, rules);
    }

    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.BUDGET_WRITE)
    ResponseEntity<OwnPriceResponse> put(
            @PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody OwnPriceRequest request) {
        return prices.put(name, request, ifMatch);
    }

    /// Returns what a `PUT` of this document would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.BUDGET_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name,
            @Valid @RequestBody OwnPriceRequest request) {
        return prices.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<OwnPriceResponse> get(@PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name) {
        return prices.get(name);
    }

    @GetMapping
    @RequiresPermission(Permission.BUDGET_READ)
    Page<OwnPriceResponse> list(@Valid @ParameterObject Paging paging) {
        return prices.page(paging);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.BUDGET_WRITE)
    void remove(@PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name) {
        prices.remove(name);
    }
}
