package io.plumbline.standalone.demo.api;

import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;

/// The running stack on which the story runs. Thread-safe.
public record DemoStack(HttpClient http, Credentials credentials) {

    /// A service as called with a key.
    public Api as(String key, Service service) {
        return Api.of(http, service, urlOf(service), key);
    }

    public Api asAdmin(Service service) {
        return as(credentials.adminApiKey(), service);
    }

    public Api simulator() {
        return Api.ofSimulator(http, credentials.simulatorUrl());
    }

    public String urlOf(Service service) {
        return credentials.url(service);
    }
}
