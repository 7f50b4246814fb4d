using Marketplace.Server.CommandLine;

return await Verbs.Run(args);

/// <summary>Lets tests start the host.</summary>
public partial class Program;
