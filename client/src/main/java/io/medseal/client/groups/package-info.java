/** Departments and institutes: keyrings that stand for several people. */
package io.medseal.client.groups;
