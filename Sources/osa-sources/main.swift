import OSASourcesCommands

OSASourcesCommand.runAndExit()
