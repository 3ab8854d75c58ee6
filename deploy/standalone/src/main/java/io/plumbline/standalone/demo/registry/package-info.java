/// The versions of the story in the registry, and their approvals.
@NullMarked
package io.plumbline.standalone.demo.registry;

import org.jspecify.annotations.NullMarked;
