package io.plumbline.gateway.price;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
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

    private final OwnPriceCatalog catalog;

    OwnPriceController(OwnPriceCatalog catalog) {
        this.catalog = catalog;
    }

    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.BUDGET_WRITE)
    ResponseEntity<OwnPriceResponse> put(
            @PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody OwnPriceRequest request) {
        OwnPriceCatalog.Put put = catalog.put(name, request, ifMatch);
        ResponseEntity.BodyBuilder answer =
                put.created() ? ResponseEntity.created(URI.create("/api/v1/prices/" + name)) : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(put.price().revision())).body(described(put.price()));
    }

    /// Returns what a `PUT` of this document would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.BUDGET_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name,
            @Valid @RequestBody OwnPriceRequest request) {
        return catalog.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<OwnPriceResponse> get(@PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name) {
        OwnPriceEntity price = catalog.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(price.revision())).body(described(price));
    }

    @GetMapping
    @RequiresPermission(Permission.BUDGET_READ)
    Page<OwnPriceResponse> list(@Valid @ParameterObject Paging paging) {
        return catalog.page(paging).map(this::described);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.BUDGET_WRITE)
    ResponseEntity<Void> remove(@PathVariable @Pattern(regexp = OwnPriceRequest.NAME) String name) {
        catalog.remove(name);
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }

    private OwnPriceResponse described(OwnPriceEntity price) {
        return OwnPriceResponse.from(price, catalog.warnings(price));
    }
}
