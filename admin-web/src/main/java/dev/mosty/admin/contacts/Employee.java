package dev.mosty.admin.contacts;

import java.util.List;

/** Somebody who may be responsible for a contact. */
record Employee(String login, List<String> extensions) {}
