package io.plumbline.probe;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Small service on the kit.
@SpringBootApplication
public class ProbeApplication {}
