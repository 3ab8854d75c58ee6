/// Registered models: list, model page, registration, promotion.
@NullMarked
package io.plumbline.console.model;

import org.jspecify.annotations.NullMarked;
