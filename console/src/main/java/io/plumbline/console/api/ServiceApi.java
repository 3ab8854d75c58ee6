package io.plumbline.console.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks an interface of HTTP exchanges (`@HttpExchange`) as part of a service's API. Each such interface below
/// `io.plumbline.console` becomes a bean that calls the service with the signed-in user's token.
///
/// A refusal is thrown as [ApiProblem], and an absent service as [ServiceUnavailable].
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ServiceApi {
    RemoteService value();
}
