package dev.mosty.onec.tree;

import java.util.Arrays;
import java.util.Optional;

/**
 * A kind of object that lies in a folder of its own (spdreg/cc-1c-skills, {@code docs/1c-configuration-spec.md}).
 * A kind that is missing here is not used by the extension; a new one is a line.
 */
enum Kind {
    LANGUAGE("Language", "Languages"),
    SUBSYSTEM("Subsystem", "Subsystems"),
    ROLE("Role", "Roles"),
    SESSION_PARAMETER("SessionParameter", "SessionParameters"),
    COMMON_TEMPLATE("CommonTemplate", "CommonTemplates"),
    COMMON_PICTURE("CommonPicture", "CommonPictures"),
    COMMON_MODULE("CommonModule", "CommonModules", "Module"),
    COMMON_FORM("CommonForm", "CommonForms"),
    COMMON_COMMAND("CommonCommand", "CommonCommands", "CommandModule"),
    COMMAND_GROUP("CommandGroup", "CommandGroups"),
    EVENT_SUBSCRIPTION("EventSubscription", "EventSubscriptions"),
    SCHEDULED_JOB("ScheduledJob", "ScheduledJobs"),
    HTTP_SERVICE("HTTPService", "HTTPServices", "Module"),
    DEFINED_TYPE("DefinedType", "DefinedTypes"),
    FUNCTIONAL_OPTION("FunctionalOption", "FunctionalOptions"),
    EXCHANGE_PLAN("ExchangePlan", "ExchangePlans", "ObjectModule", "ManagerModule"),
    CONSTANT("Constant", "Constants", "ValueManagerModule", "ManagerModule"),
    CATALOG("Catalog", "Catalogs", "ObjectModule", "ManagerModule"),
    DOCUMENT("Document", "Documents", "ObjectModule", "ManagerModule"),
    ENUM("Enum", "Enums", "ManagerModule"),
    REPORT("Report", "Reports", "ObjectModule", "ManagerModule"),
    DATA_PROCESSOR("DataProcessor", "DataProcessors", "ObjectModule", "ManagerModule"),
    INFORMATION_REGISTER("InformationRegister", "InformationRegisters", "RecordSetModule", "ManagerModule");

    final String tag;
    final String folder;
    private final String modules;

    Kind(String tag, String folder, String... modules) {
        this.tag = tag;
        this.folder = folder;
        this.modules = String.join(" ", modules);
    }

    static Kind of(String tag) {
        return find(tag).orElseThrow(() -> new IllegalArgumentException("Not a known kind of object: " + tag));
    }

    static Optional<Kind> find(String tag) {
        return Arrays.stream(values()).filter(kind -> kind.tag.equals(tag)).findFirst();
    }

    /** Whether an object of this kind may have a module of that name. */
    boolean allows(String module) {
        return Arrays.asList(modules.split(" ")).contains(module);
    }
}
