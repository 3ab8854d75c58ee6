/// Pages of red-team campaigns.
@NullMarked
package io.plumbline.console.redteam;

import org.jspecify.annotations.NullMarked;
