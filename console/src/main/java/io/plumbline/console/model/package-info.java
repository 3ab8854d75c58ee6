/// Versions of registered models: overview, list, registration.
@NullMarked
package io.plumbline.console.model;

import org.jspecify.annotations.NullMarked;
