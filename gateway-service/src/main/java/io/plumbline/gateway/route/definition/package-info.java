/// What a route defines: its variants and their targets, and the terms of its calls.
@NullMarked
package io.plumbline.gateway.route.definition;

import org.jspecify.annotations.NullMarked;
