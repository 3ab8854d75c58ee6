package io.plumbline.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Objects;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;

/// A secret that the next page shows once: a key or a temporary password. It is in the session until then, and
/// in no address. A page of a resource that gets one shows it with `console/parts :: secret`.
///
/// @param label such as `API key`
/// @param hint what to do with it
public record OneTimeSecret(String label, String value, String hint) implements Serializable {

    static final String ATTRIBUTE = "secret";

    /// Hands it to the page to which the response redirects.
    public void showNext() {
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        Objects.requireNonNull(RequestContextUtils.getOutputFlashMap(request)).put(ATTRIBUTE, this);
    }

    @Override
    public String toString() {
        return label;
    }
}
