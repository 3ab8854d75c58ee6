/// Clients from npm, which Node runs.
@NullMarked
package io.plumbline.e2e.npm;

import org.jspecify.annotations.NullMarked;
