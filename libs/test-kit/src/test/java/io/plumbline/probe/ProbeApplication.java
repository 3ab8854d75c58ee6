package io.plumbline.probe;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/// A small service built on the kit.
@SpringBootApplication
public class ProbeApplication {}
